import { z } from 'zod';

/** Facts that a device reports besides its counts; the console has a text for each name. */
export const deviceFactNames = [
  'model',
  'serial',
  'firmware',
  'name',
  'device-time',
  'errors',
  /** Frames per second. */
  'frame-rate',
  /** Mean frames per second; `subject` is the number of frames. */
  'frame-rate-mean',
  /** Frames processed so far. */
  'frames',
  /** The latest signal at the device's input: `true` or `false`. */
  'signal',
  /** A sensor connected to this device; `subject` is its name. */
  'sensor',
  /** A number that the device stores; `subject` is its name. */
  'counter',
  /** People moving between zones; `subject` names the zones. */
  'path',
  /** Average stay in a zone in the last hour, in seconds; `subject` is the zone. */
  'stay',
  /** A zone with visits in the last days; `subject` is its id. */
  'zone',
] as const;
export const deviceFactNameSchema = z.enum(deviceFactNames);
export type DeviceFactName = z.infer<typeof deviceFactNameSchema>;

/** One fact of a device, in its own terms if it has any. */
export const deviceFactSchema = z.object({
  name: deviceFactNameSchema,
  subject: z.string().optional(),
  value: z.string(),
});
export type DeviceFact = z.infer<typeof deviceFactSchema>;

/**
 * The counting line in the picture, in pixels: the two blue lines go from `left` to `right` at `top` and
 * `bottom`; the counting area between them reaches from `yFirst` to `yLast`, curved with `radius` (0: not
 * curved).
 */
export const linePlacementSchema = z.object({
  width: z.number().positive(),
  height: z.number().positive(),
  left: z.number(),
  right: z.number(),
  top: z.number(),
  bottom: z.number(),
  yFirst: z.number(),
  yLast: z.number(),
  radius: z.number(),
});
export type LinePlacement = z.infer<typeof linePlacementSchema>;

/** A parameter of a device. */
export const deviceParameterSchema = z.object({
  name: z.string(),
  value: z.string(),
  /** Whether it can be set from here. */
  isWritable: z.boolean(),
});
export type DeviceParameter = z.infer<typeof deviceParameterSchema>;

/** Sets a parameter: refused if the device no longer has it at `before`. */
export const parameterRequestSchema = z.object({
  name: z.string().min(1).max(200),
  value: z.string().max(500),
  before: z.string().max(10_000),
});
export type ParameterRequest = z.infer<typeof parameterRequestSchema>;

/** A parameter that was set, read back from the device. */
export const parameterChangeSchema = z.object({ name: z.string(), before: z.string(), after: z.string() });
export type ParameterChange = z.infer<typeof parameterChangeSchema>;

/** Logs as text. */
export const deviceLogsSchema = z.object({ text: z.string() });

/** The days with counts in a device's memory, `YYYY-MM-DD` in its own calendar, oldest first. */
export const deviceDaysSchema = z.object({ days: z.array(z.string()) });

export const exportSubjects = ['counts', 'occupancy', 'crossings', 'visits', 'drop-in'] as const;
export const exportSubjectSchema = z.enum(exportSubjects);
export type ExportSubject = z.infer<typeof exportSubjectSchema>;

/** `cnt` is AXIS People Counter's own format, for the vendor's desktop program. */
export const exportFormats = ['csv', 'json', 'xml', 'cnt'] as const;
export const exportFormatSchema = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** The length of a row in an export; `finest`: the shortest that the device stores, whatever it is. */
export const exportResolutions = ['finest', '1m', '15m', '1h', '1d'] as const;
export const exportResolutionSchema = z.enum(exportResolutions);
export type ExportResolution = z.infer<typeof exportResolutionSchema>;

/** One thing a device exports. */
export const exportOfferSchema = z.object({
  subject: exportSubjectSchema,
  formats: z.array(exportFormatSchema).min(1),
  resolutions: z.array(exportResolutionSchema).min(1),
  /** Maximum number of days per request; absent: no known limit. */
  mostDays: z.number().int().positive().optional(),
});
export type ExportOffer = z.infer<typeof exportOfferSchema>;

/** `clear-data` deletes the device's memory permanently; `reset-counters` resets its totals to 0. */
export const deviceActionIds = ['restart-passthrough', 'reset-counters', 'clear-data'] as const;
export const deviceActionIdSchema = z.enum(deviceActionIds);
export type DeviceActionId = z.infer<typeof deviceActionIdSchema>;

/** An action that a device offers. */
export const deviceActionSchema = z.object({
  id: deviceActionIdSchema,
  /** Cannot be undone: only administrators may do it, and have to name the sensor. */
  isDestructive: z.boolean(),
  /** The channels to which it can be applied; absent: it applies to all. */
  channels: z.array(z.string()).optional(),
});
export type DeviceAction = z.infer<typeof deviceActionSchema>;

/** Requests an action; a destructive one needs the sensor's id as `confirm`. */
export const actionRequestSchema = z.object({
  confirm: z.string().max(100).optional(),
  channel: z.string().max(200).optional(),
});

/** The parts that a device offers besides its counts. */
const devicePartSchema = z.enum(['facts', 'placement', 'parameters', 'logs', 'logs/archive', 'days']);

/** The answer of `GET /api/v1/sensors/{site}/{sensor}/device`. */
export const deviceSchema = z.object({
  parts: z.array(devicePartSchema),
  exports: z.array(exportOfferSchema),
  actions: z.array(deviceActionSchema),
  /** Whether what it counted in the past can be fetched into the history. */
  hasHistory: z.boolean(),
});
export type Device = z.infer<typeof deviceSchema>;
