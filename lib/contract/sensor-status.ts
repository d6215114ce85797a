import { z } from 'zod';
import { idSchema } from './ids.ts';

/** The condition of a sensor, as staff needs it. */
export const sensorConditions = ['ok', 'stale', 'unauthorized', 'unreachable', 'invalid'] as const;
export const sensorConditionSchema = z.enum(sensorConditions);
export type SensorCondition = z.infer<typeof sensorConditionSchema>;

/**
 * The error of a sensor: a kind and its parameters. `lib/i18n/sensor-error.ts` makes the text for people, never
 * a driver.
 */
export const sensorErrorSchema = z.discriminatedUnion('kind', [
  /** No connection: refused, no route, name not found, reset, half-open. `detail` is the system's code. */
  z.object({ kind: z.literal('unreachable'), detail: z.string() }),
  /** Connected, but no complete answer within `timeoutMs`. */
  z.object({ kind: z.literal('timeout'), timeoutMs: z.number().int().positive() }),
  /** The device's TLS certificate is not trusted; `fingerprint` is its SHA-256 if it could be read. */
  z.object({ kind: z.literal('certificate'), detail: z.string(), fingerprint: z.string().optional() }),
  /** User name, password, key or token refused. */
  z.object({ kind: z.literal('unauthorized'), status: z.number().int() }),
  /** The address may not be used: one of cloud metadata, or outside the allowed networks (DEVICE_NETWORKS). */
  z.object({ kind: z.literal('not-allowed'), address: z.string(), rule: z.enum(['metadata', 'networks']) }),
  /** The device requires Basic sign-in over plain HTTP, which would send the password in plain text. */
  z.object({ kind: z.literal('basic-over-http') }),
  /** Signed in, but not allowed to do this. */
  z.object({ kind: z.literal('forbidden'), status: z.number().int() }),
  /** The path does not exist: another model, other firmware, or the application is not installed. */
  z.object({ kind: z.literal('not-found'), path: z.string() }),
  /** HTTP 429; `retryAfterMs` if the device gave it. */
  z.object({ kind: z.literal('rate-limited'), retryAfterMs: z.number().int().nonnegative().optional() }),
  /** Any other HTTP status that is not success. */
  z.object({ kind: z.literal('http-status'), status: z.number().int() }),
  /** An answer that cannot be parsed. `field` names the wrong place, `found` what was there. */
  z.object({ kind: z.literal('invalid'), field: z.string(), expected: z.string(), found: z.string() }),
  /** An error reported by the device inside a successful answer, with its own code and message. */
  z.object({ kind: z.literal('device'), code: z.number().int(), message: z.string() }),
  /** Another serial number answers at this address than the one pinned at first contact. */
  z.object({ kind: z.literal('other-device'), pinned: z.string(), found: z.string() }),
  /** The device works, but the function is switched off on it (e.g. occupancy estimation). */
  z.object({ kind: z.literal('switched-off'), feature: z.string() }),
  /** The configured channel is not among those the device reports. */
  z.object({ kind: z.literal('no-channel'), channel: z.string(), available: z.array(z.string()) }),
]);
export type SensorError = z.infer<typeof sensorErrorSchema>;

/** The last accepted values of one channel of a sensor. */
export const channelReadingSchema = z.object({
  channel: z.string(),
  name: z.string().optional(),
  in: z.number().int().optional(),
  out: z.number().int().optional(),
  occupancy: z.number().int().optional(),
  /** Set while a jump larger than the zone's `maxStep` waits for two more readings that agree. */
  suspect: z.boolean().optional(),
});
export type ChannelReading = z.infer<typeof channelReadingSchema>;

/** The answer of `GET /api/v1/sensors/{site}/{sensor}`. */
export const sensorStatusSchema = z.object({
  site: idSchema,
  sensor: idSchema,
  driver: z.string(),
  /** Without user name, password or query. */
  url: z.string(),
  status: sensorConditionSchema,
  /** What people call it, as they typed it; absent where nobody named it. */
  title: z.string().optional(),
  serial: z.string().optional(),
  /** What the device calls itself. */
  name: z.string().optional(),
  /** Arrival of the last good reading (ISO 8601 UTC), absent before the first. */
  lastReadingAt: z.iso.datetime().optional(),
  readings: z.array(channelReadingSchema),
  /** The device's own clock at the last reading, as it printed it. */
  deviceTime: z.string().optional(),
  lastError: z
    .object({
      at: z.iso.datetime(),
      error: sensorErrorSchema,
      /** In English, a text a person can act on. */
      message: z.string(),
    })
    .optional(),
  /** Failed polls since the last good one. */
  failures: z.number().int().nonnegative(),
  /** While it fails: when it is asked next (ISO 8601 UTC). `POST …/check` asks at once. */
  nextTryAt: z.iso.datetime().optional(),
  /** The zones this sensor feeds. */
  zones: z.array(idSchema),
  simulated: z.boolean(),
});
export type SensorStatus = z.infer<typeof sensorStatusSchema>;
