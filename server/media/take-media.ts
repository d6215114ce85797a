import { createHash } from 'node:crypto';
import { type KeptMedia, largestPicture, largestVideo, mediaTypes } from '#lib/contract/media.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { svgProblem } from './safe-svg.ts';
import { sniffMedia } from './sniff-media.ts';

export interface TakenMedia extends KeptMedia {
  /** The last part of its path. */
  readonly name: string;
}

/** The name that a file gets by what is in it, or why it is not taken, in words. */
export function takeMedia(bytes: Buffer): Result<TakenMedia, string> {
  const extension = sniffMedia(bytes);
  if (extension === undefined) {
    return fail('Expected a picture (PNG, JPEG, WebP or SVG) or a video (MP4 or WebM); this is neither.');
  }
  const type = mediaTypes[extension];
  const most = type.startsWith('video/') ? largestVideo : largestPicture;
  if (bytes.length > most) {
    const mb = (size: number) => (size / 1024 / 1024).toFixed(1);
    return fail(`Expected at most ${mb(most)} MB; this has ${mb(bytes.length)} MB.`);
  }
  const problem = extension === 'svg' ? svgProblem(bytes.toString('utf8')) : undefined;
  if (problem !== undefined) {
    return fail(`The drawing ${problem}. Save it as a plain SVG, or as PNG.`);
  }
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 20);
  const name = `${digest}.${extension}`;
  return ok({ name, path: `/media/${name}`, type, size: bytes.length });
}
