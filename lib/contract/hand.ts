import { z } from 'zod';
import { idSchema } from './ids.ts';

/** An id that a phone or program made: of a passage, for ever; of itself. */
const madeIdSchema = z.string().regex(/^[\w.:-]{1,64}$/, 'an id of up to 64 letters, digits, - _ . :');
const people = z.number().int().min(0).max(1000);

/** People who passed a door, counted by hand. The same `id` counts once, however often it is sent. */
export const passageSchema = z.strictObject({
  id: madeIdSchema,
  /** When they passed, by the phone's clock. */
  at: z.iso.datetime({ offset: true }),
  in: people,
  out: people,
});

/** Takes a passage back, sent before or not. */
export const undoSchema = z.strictObject({ id: madeIdSchema, undo: z.literal(true) });

export const passageItemSchema = z.union([passageSchema, undoSchema]);
export type PassageItem = z.infer<typeof passageItemSchema>;

/** The body of `POST /api/v1/sensors/{site}/{sensor}/passages`. Without items it says that somebody is counting. */
export const passagesRequestSchema = z.strictObject({
  items: z.array(passageItemSchema).max(500),
  /** One of several phones at this door; default: one for each caller. */
  phone: madeIdSchema.optional(),
  /** The phone's clock now: what it is wrong by is taken off `at`. */
  sentAt: z.iso.datetime({ offset: true }).optional(),
  /** This phone counts no more, and has sent everything. */
  isLeaving: z.boolean().optional(),
  /** Phones that are not heard and that nobody waits for any more. */
  without: z.array(madeIdSchema).max(20).optional(),
});
export type PassagesRequest = z.infer<typeof passagesRequestSchema>;

export const countingPhoneSchema = z.object({
  phone: z.string(),
  /** The user, or `link`. */
  who: z.string(),
  seenAt: z.iso.datetime(),
  /** Whether it is heard now: while one is not, the zone is not sure of its number. */
  isHere: z.boolean(),
});

/** A door as those who count at it see it. */
export const countedDoorSchema = z.object({
  site: idSchema,
  sensor: idSchema,
  /** What people call it. */
  name: z.string(),
  /** The zones into which it leads. */
  zones: z.array(z.object({ zone: idSchema, name: z.string(), occupancy: z.number().int() })),
  /** `always`: there is no device. `now`: people count in its place. `no`: its device counts. */
  byHand: z.enum(['always', 'now', 'no']),
  /** When counting in place of the device ends. */
  until: z.iso.datetime().optional(),
  by: z.string().optional(),
  /** Whether the device answers, where there is one. */
  isSensorOk: z.boolean().optional(),
  /** People counted by hand today. */
  in: z.number().int(),
  out: z.number().int(),
  phones: z.array(countingPhoneSchema),
  /** Whether there is a link with a key. */
  hasLink: z.boolean(),
});
export type CountedDoor = z.infer<typeof countedDoorSchema>;

export const passagesAnswerSchema = countedDoorSchema.extend({
  /** Passages that count nothing: too old, or of a time in which the device counted. */
  ignored: z.array(z.object({ id: z.string(), why: z.enum(['too-old', 'not-by-hand']) })),
});
export type PassagesAnswer = z.infer<typeof passagesAnswerSchema>;

/** The body of `PUT /api/v1/sensors/{site}/{sensor}/by-hand`. */
export const byHandRequestSchema = z.strictObject({
  minutes: z.number().int().min(5).max(720).default(60),
  /** How many are inside now: while the sensor failed, nobody counted. */
  inside: z
    .array(z.strictObject({ zone: idSchema, occupancy: z.number().int().min(0).max(1_000_000) }))
    .max(50)
    .optional(),
});

/** The link by which anybody counts at a door; `key` is in its fragment, and shown once. */
export const countLinkSchema = z.object({ path: z.string(), key: z.string() });
