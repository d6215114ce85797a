import { z } from 'zod';

/** What Doorlight keeps for displays, and how it is told apart in an address. */
export const mediaTypes = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  mp4: 'video/mp4',
  webm: 'video/webm',
} as const;
export type MediaExtension = keyof typeof mediaTypes;

/** Largest files, in bytes: an old screen has to hold them, and the database carries them. */
export const largestPicture = 3 * 1024 * 1024;
export const largestVideo = 12 * 1024 * 1024;

/** `POST /api/v1/sites/{site}/media`: what has been kept. */
export const keptMediaSchema = z.object({
  /** Where it is: `/media/<20 letters>.png`. The same file always has the same address. */
  path: z.string(),
  type: z.enum(mediaTypes),
  /** Bytes. */
  size: z.number().int().positive(),
});
export type KeptMedia = z.infer<typeof keptMediaSchema>;
