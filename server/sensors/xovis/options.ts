import { z } from 'zod';

/** How a key is sent. The vendor's texts print all three. */
export const keyWays = ['apikey', 'bearer', 'x-api-key'] as const;
export type KeyWay = (typeof keyWays)[number];

/** Which protocol is spoken. `auto` finds out by asking. */
const modes = ['auto', 'gateway', 'v5'] as const;

/** A key goes into a header as it is: a stray line break from the environment must not get that far. */
const apiKeySchema = z.string().regex(/^[\x21-\x7e]+$/, 'a key without spaces and line breaks');

const scopeExpected = 'singlesensor, multisensor, or the number of a group of sensors';
/** A group of sensors has the number that the leading sensor gave it. */
const groupSchema = z.union([
  z.int(scopeExpected).min(0, scopeExpected),
  z
    .string()
    .regex(/^\d{1,9}$/, scopeExpected)
    .transform(Number),
]);

/** What the configuration file may say of a `xovis` sensor, beside what every sensor has. */
export const xovisOptionsSchema = z.object({
  mode: z.enum(modes).default('auto'),
  /** Gateway only: v5 signs in with `username` and `password`. */
  apiKey: apiKeySchema.optional(),
  apiKeyHeader: z.enum(['auto', ...keyWays]).default('auto'),
  /** Gateway only: asks only for the zones of one location. */
  locationId: z
    .union([z.string().min(1), z.number().int()])
    .transform(String)
    .optional(),
  /** v5 only: whose counts, the sensor's own or those of a group of sensors that it leads. */
  scope: z
    .union([z.enum(['singlesensor', 'multisensor']), groupSchema], scopeExpected)
    .default('singlesensor'),
});
export type XovisOptions = z.infer<typeof xovisOptionsSchema>;
