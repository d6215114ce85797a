import { z } from 'zod';
import { idSchema } from './ids.ts';
import { pinSchema } from './person.ts';

/** A device of a site that staff share: people with a PIN unlock it. */
export const tabletSchema = z.object({
  id: z.string(),
  name: z.string(),
  site: idSchema,
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});
export type Tablet = z.infer<typeof tabletSchema>;

/** The body of `POST /api/v1/tablets`, sent from the device that becomes one. */
export const newTabletSchema = z.strictObject({ name: z.string().trim().min(1).max(60), site: idSchema });

/** The answer to `GET /api/v1/unlock`, for a shared tablet: who may unlock it. */
export const lockedTabletSchema = z.object({
  name: z.string(),
  site: idSchema,
  siteName: z.string(),
  people: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type LockedTablet = z.infer<typeof lockedTabletSchema>;

/** The body of `POST /api/v1/unlock`. */
export const unlockRequestSchema = z.strictObject({ person: z.string().max(60), pin: pinSchema });

/** For how long a shared tablet stays unlocked. */
export const unlockedMinutes = 30;
