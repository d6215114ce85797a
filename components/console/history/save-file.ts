import { type ApiResult, exchange } from '#lib/api/client.ts';

/** Lets the browser save something as a file. */
export function saveFile(name: string, content: Blob | string): void {
  const blob =
    typeof content === 'string' ? new Blob([content], { type: 'text/csv;charset=utf-8' }) : content;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // A download begins after the click; its address has to live until then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * Fetches a file and hands it to the browser's downloads. Unlike a link it says why there is none.
 *
 * @param headers what kind of file: `{ accept: 'text/csv' }`
 */
export function downloadFile(
  path: string,
  headers: Readonly<Record<string, string>> = {},
): ApiResult<unknown> {
  return exchange(path, { headers }, async (answer) =>
    saveFile(nameIn(answer.headers.get('content-disposition')), await answer.blob()),
  );
}

/** `attachment; filename="door-counts.csv"` → `door-counts.csv` */
export function nameIn(disposition: string | null): string {
  return /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? 'doorlight';
}
