import { z } from 'zod';
import { idSchema } from './ids.ts';

/** The answer of `POST /api/v1/displays/pairing`: what a new screen shows until somebody enters the code. */
export const pairingOfferSchema = z.object({
  /** Shown to people: two groups of four, `K7MQ-4XPD`. */
  code: z.string(),
  /** Known only to this screen; used to ask for the outcome. */
  ticket: z.string(),
  /** Milliseconds until the code expires. */
  validForMs: z.number().int().positive(),
});
export type PairingOffer = z.infer<typeof pairingOfferSchema>;

/** The answer of `GET /api/v1/displays/pairing/{ticket}`: the address of the screen once it is paired. */
export const pairingOutcomeSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('waiting') }),
  z.object({
    status: z.literal('paired'),
    /** `/display/bern/entrance?key=…` */
    path: z.string(),
  }),
]);

/** The body of `POST /api/v1/displays/pair`. */
export const pairRequestSchema = z.strictObject({
  /** As the screen shows it; case, spaces and dashes do not matter. */
  code: z.string().min(1).max(40),
  site: idSchema,
  zone: idSchema,
  /** The new display's id; default: made from the zone's. */
  id: idSchema.optional(),
});

/** The answer to it. */
export const pairedSchema = z.object({
  site: idSchema,
  display: idSchema,
  /** What people call it: the zone's name, with a number where the zone has displays already. */
  name: z.string().optional(),
  zone: idSchema,
});
export type Paired = z.infer<typeof pairedSchema>;
