/** The longest side that a screen makes use of, pixels. */
const longestSide = 2560;
/** Above this a photograph is made smaller, bytes. */
const heavy = 1_500_000;

/**
 * A picture as it was, or smaller where it is larger than screens need: photographs of telephones are. Drawings and
 * videos stay as they are, and so does what this browser cannot read.
 */
export async function shrunkPicture(file: File): Promise<Blob> {
  if (!/^image\/(png|jpeg|webp)$/.test(file.type)) return file;
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (bitmap === undefined) return file;
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  if (scale === 1 && file.size <= heavy) return file;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  // What is transparent stays so.
  const type = file.type === 'image/jpeg' ? 'image/jpeg' : 'image/webp';
  const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.86));
  return smaller !== null && smaller.size < file.size ? smaller : file;
}
