import { z } from 'zod';

/** The types of files for displays, and their extensions. */
export const mediaTypes = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  mp4: 'video/mp4',
  webm: 'video/webm',
} as const;
export type MediaExtension = keyof typeof mediaTypes;

/** Largest files, in bytes: an old screen has to load them, and the database stores them. */
export const largestPicture = 3 * 1024 * 1024;
export const largestVideo = 12 * 1024 * 1024;

/** `POST /api/v1/sites/{site}/media`: the stored file. */
export const keptMediaSchema = z.object({
  /** Its address: `/media/<20 letters>.png`. The same file always has the same address. */
  path: z.string(),
  type: z.enum(mediaTypes),
  /** Bytes. */
  size: z.number().int().positive(),
});
export type KeptMedia = z.infer<typeof keptMediaSchema>;
