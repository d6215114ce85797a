import { createHash } from 'node:crypto';
import {
  type KeptMedia,
  largestPicture,
  largestVideo,
  type MediaExtension,
  mediaTypes,
} from '#lib/contract/media.ts';
import type { ProblemCode } from '#lib/contract/problem.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { svgProblem } from './safe-svg.ts';

/** What drawing programs write before the drawing. */
const svgStart =
  /^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!DOCTYPE svg[^>[]*>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/;

export interface AcceptedMedia extends KeptMedia {
  /** The last part of its path. */
  readonly name: string;
}

/** Why a file is rejected: in English, and as a problem of the API. */
export interface RejectedMedia {
  readonly words: string;
  readonly code: ProblemCode;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** The name for a file by its content, or why it is rejected. */
export function acceptMedia(bytes: Buffer): Result<AcceptedMedia, RejectedMedia> {
  const extension = sniffMedia(bytes);
  if (extension === undefined) {
    const words = 'Expected a picture (PNG, JPEG, WebP or SVG) or a video (MP4 or WebM); this is neither.';
    return fail({ words, code: 'media-kind' });
  }
  const type = mediaTypes[extension];
  const most = type.startsWith('video/') ? largestVideo : largestPicture;
  if (bytes.length > most) {
    const mb = (size: number) => Math.ceil(size / 1024 / 1024);
    const values = { max: mb(most), found: mb(bytes.length) };
    const words = `Expected at most ${values.max} MB; this has ${values.found} MB.`;
    return fail({ words, code: 'media-size', values });
  }
  const problem = extension === 'svg' ? svgProblem(bytes.toString('utf8')) : undefined;
  if (problem !== undefined) {
    const words = `The drawing ${problem.words}. Save it as a plain SVG, or as PNG.`;
    const { part } = problem;
    return part === undefined
      ? fail({ words, code: 'media-drawing-damaged' })
      : fail({ words, code: 'media-drawing', values: { part } });
  }
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 20);
  const name = `${digest}.${extension}`;
  return ok({ name, path: `/media/${name}`, type, size: bytes.length });
}

/**
 * The type of a file by its first bytes, whatever its sender calls it; undefined for types that displays do not
 * show.
 */
function sniffMedia(bytes: Buffer): MediaExtension | undefined {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpg';
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP') return 'webp';
  if (textAt(bytes, 4, 4) === 'ftyp') return isHeif(textAt(bytes, 8, 4)) ? undefined : 'mp4';
  if (startsWith(bytes, [0x1a, 0x45, 0xdf, 0xa3]) && bytes.subarray(0, 64).includes('webm')) return 'webm';
  return svgStart.test(textAt(bytes, 0, 2048)) ? 'svg' : undefined;
}

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
