/** The longest side useful for a screen, pixels. */
const longestSide = 2560;
/** A larger photograph is scaled down, bytes. */
const heavy = 1_500_000;

/**
 * A picture, scaled down if it is larger than screens need, like photographs of telephones. Drawings, videos
 * and files that this browser cannot read are unchanged.
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
  // // Transparency is kept.
  const type = file.type === 'image/jpeg' ? 'image/jpeg' : 'image/webp';
  const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.86));
  return smaller !== null && smaller.size < file.size ? smaller : file;
}
