import { z } from 'zod';
import { idSchema } from './ids.ts';
import { channelReadingSchema } from './sensor-status.ts';

/** The body of `POST /api/v1/sensors/probe`: an address, and what is known so far of the device there. */
export const probeRequestSchema = z.strictObject({
  /** The site the sensor will belong to: device times are read in its timezone. */
  site: idSchema,
  /** As a user pastes it: `10.0.0.11`, `https://10.0.0.12/`. Without `http://` or `https://` both are tried. */
  url: z.string().trim().min(1).max(500),
  /** The family, once it is known; without it Doorlight finds out. */
  driver: z.string().max(40).optional(),
  username: z.string().max(1000).optional(),
  password: z.string().max(1000).optional(),
  /** `verify` (default), `insecure`, or the fingerprint of the certificate to trust. */
  tls: z.string().max(100).optional(),
  /** Keys of the family in the configuration file: `apiKey`, `token`, `mode` … */
  options: z
    .record(z.string().max(40), z.union([z.string().max(10_000), z.number(), z.boolean()]))
    .optional(),
  /** The answer itself is wanted, of a driver whose keys say what is read from it (`http-json`, `mqtt`). */
  shows: z.boolean().optional(),
});
export type ProbeRequest = z.infer<typeof probeRequestSchema>;

/** The credentials to enter: user name and password, or the value of a key of the configuration file. */
export const credentialSchema = z.enum(['password', 'apiKey', 'token', 'none']);

const scalarSchema = z.union([z.string(), z.number(), z.boolean()]);

/** A key of the configuration that a person fills in. */
export const sensorParameterSchema = z.object({
  key: z.string(),
  /** By language; `en` is always there. */
  label: z.record(z.string(), z.string()),
  default: scalarSchema.optional(),
  values: z.array(scalarSchema).optional(),
});
export type SensorParameter = z.infer<typeof sensorParameterSchema>;

/** An entry of `GET /api/v1/sensors/drivers`: a kind of device that can be added. */
export const sensorDriverSchema = z.object({
  driver: z.string(),
  label: z.string(),
  /** What its `url` is: the device's, a whole address, a broker's, or nothing because it comes by itself. */
  address: z.enum(['device', 'whole', 'broker', 'none']),
  credential: credentialSchema,
  parameters: z.array(sensorParameterSchema),
  /** Whether what is read is said in the configuration, and can be chosen in an answer. */
  isGeneric: z.boolean(),
  hasChannels: z.boolean(),
  pollMs: z.number().int().positive(),
});
export type SensorDriverInfo = z.infer<typeof sensorDriverSchema>;

const familySchema = z.object({
  driver: z.string(),
  /** The vendor's name for it. */
  label: z.string(),
});

/** Why a probe found no sensor; each needs another remedy. */
export const probeFailures = [
  'no-such-host',
  'refused',
  'unreachable',
  'timeout',
  'not-http',
  'not-recognised',
  'wrong-credentials',
  'basic-over-http',
  'forbidden',
  'wrong-family',
  'switched-off',
  'rate-limited',
  'not-allowed',
  'other',
] as const;
export const probeFailureSchema = z.enum(probeFailures);
export type ProbeFailure = z.infer<typeof probeFailureSchema>;

/** The answer. Of the device's own data it contains only its readings and its name, unless its whole answer was asked for. */
export const probeAnswerSchema = z.discriminatedUnion('kind', [
  /** A device was found, and readings came. */
  familySchema.extend({
    kind: z.literal('found'),
    url: z.string(),
    /** Milliseconds between two readings, as usual for the family. */
    pollMs: z.number().int().positive(),
    /** Whether it counts several things, each a channel. */
    hasChannels: z.boolean(),
    serial: z.string().optional(),
    name: z.string().optional(),
    readings: z.array(channelReadingSchema),
  }),
  /** It requires a sign-in; several families if it does not show which one it is. */
  z.object({
    kind: z.literal('sign-in'),
    url: z.string(),
    families: z.array(
      familySchema.extend({
        credential: credentialSchema,
        url: z.string(),
        /** What else is to be filled in. */
        parameters: z.array(sensorParameterSchema),
      }),
    ),
  }),
  /** What it answers, taken apart. */
  familySchema.extend({
    kind: z.literal('answer'),
    url: z.string(),
    answer: z.unknown(),
    /** Where it was heard, of a broker. */
    topic: z.string().optional(),
  }),
  /** Its certificate is not known. Nothing has been sent to it. */
  z.object({
    kind: z.literal('certificate'),
    url: z.string(),
    /** SHA-256, `AB:CD:…`; absent if the device showed none. */
    fingerprint: z.string().optional(),
    /** Another certificate was trusted before. */
    isChanged: z.boolean(),
  }),
  z.object({
    kind: z.literal('failed'),
    url: z.string(),
    reason: probeFailureSchema,
    /** The family that was tried, if it is known. */
    label: z.string().optional(),
    /** For a technician: the system's code or the status of HTTP. */
    detail: z.string().optional(),
  }),
]);
export type ProbeAnswer = z.infer<typeof probeAnswerSchema>;
