/** Lets the browser save text as a file. */
export function saveFile(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // // The download begins after the click; its address must exist until then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
