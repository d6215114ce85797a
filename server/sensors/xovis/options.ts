import { z } from 'zod';

/** How a key is sent. The vendor's texts print all three. */
export const keyWays = ['apikey', 'bearer', 'x-api-key'] as const;
export type KeyWay = (typeof keyWays)[number];

const v5Refusal =
  'auto or gateway: v5, the API of the sensor itself, is not supported yet; connect the sensor through its gateway';

/** Which protocol is spoken. `auto` finds out which of those known here the device answers. */
const modeSchema = z
  .enum(['auto', 'gateway'], { error: ({ input }) => (input === 'v5' ? v5Refusal : undefined) })
  .default('auto');

/** A key goes into a header as it is: a stray line break from the environment must not get that far. */
const apiKeySchema = z.string().regex(/^[\x21-\x7e]+$/, 'a key without spaces and line breaks');

/** What the configuration file may say of a `xovis` sensor, beside what every sensor has. */
export const xovisOptionsSchema = z.object({
  mode: modeSchema,
  apiKey: apiKeySchema.optional(),
  apiKeyHeader: z.enum(['auto', ...keyWays]).default('auto'),
  /** Asks only for the zones of one location. */
  locationId: z
    .union([z.string().min(1), z.number().int()])
    .transform(String)
    .optional(),
});
export type XovisOptions = z.infer<typeof xovisOptionsSchema>;
