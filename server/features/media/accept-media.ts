import { createHash } from 'node:crypto';
import { type KeptMedia, largestPicture, largestVideo, mediaTypes } from '#lib/contract/media.ts';
import type { ProblemCode } from '#lib/contract/problem.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { svgProblem } from './safe-svg.ts';
import { sniffMedia } from './sniff-media.ts';

export interface AcceptedMedia extends KeptMedia {
  /** The last part of its path. */
  readonly name: string;
}

/** Why a file is not taken: in English, and as a problem of the API says it to programs. */
export interface RejectedMedia {
  readonly words: string;
  readonly code: ProblemCode;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** The name that a file gets by what is in it, or why it is not taken. */
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
