import type { MediaExtension } from '#lib/contract/media.ts';

/**
 * The type of a file by its first bytes, whatever its sender calls it; undefined for types that displays do not
 * show.
 */
export function sniffMedia(bytes: Buffer): MediaExtension | undefined {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpg';
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP') return 'webp';
  if (textAt(bytes, 4, 4) === 'ftyp') return isHeif(textAt(bytes, 8, 4)) ? undefined : 'mp4';
  if (startsWith(bytes, [0x1a, 0x45, 0xdf, 0xa3]) && bytes.subarray(0, 64).includes('webm')) return 'webm';
  return svgStart.test(textAt(bytes, 0, 2048)) ? 'svg' : undefined;
}

/** What drawing programs write before the drawing. */
const svgStart =
  /^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!DOCTYPE svg[^>[]*>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/;

/** Phones store pictures in the MP4 container (HEIF), which no screen's browser shows. */
function isHeif(brand: string): boolean {
  return ['heic', 'heix', 'hevc', 'mif1', 'msf1', 'avif', 'avis'].includes(brand);
}

function startsWith(bytes: Buffer, expected: readonly number[]): boolean {
  return expected.every((byte, at) => bytes[at] === byte);
}

function textAt(bytes: Buffer, from: number, length: number): string {
  return bytes.subarray(from, from + length).toString('utf8');
}
