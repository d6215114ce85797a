import { z } from 'zod';
import { ok } from '#lib/result.ts';
import { parseBody } from '#server/sensors/parse/parse-body.ts';
import { looseTextSchema, normaliseSerial, wholeNumberSchema } from '#server/sensors/parse/values.ts';
import type { SensorResult } from '#server/sensors/sensor-answer.ts';
import { idSchema } from '../schema.ts';

/** A count of a logic. Its value is checked only in wanted logics. */
const countSchema = z.object({
  id: idSchema.optional(),
  name: looseTextSchema.optional(),
  value: z.unknown().optional(),
});

/** A line or a zone on the floor. */
const geometrySchema = z.object({
  id: idSchema.optional(),
  type: looseTextSchema.optional(),
  name: looseTextSchema.optional(),
});

const logicSchema = z.object({
  id: idSchema,
  name: looseTextSchema.optional(),
  /** What kind of logic it is: `XLT_LINE_IN_OUT_COUNT`. */
  info: looseTextSchema.optional(),
  geometries: z.array(geometrySchema).optional().catch(undefined),
  counts: z.array(countSchema).optional().catch(undefined),
});
export type V5Logic = z.infer<typeof logicSchema>;

/** `GET …/data/live/logics` (firmware 5, OpenAPI file of the sensor). */
const liveLogicsSchema = z.object({
  time: looseTextSchema.optional(),
  logics: z.array(logicSchema),
});
export type V5LiveLogics = z.infer<typeof liveLogicsSchema>;

/** Reads the answer of `GET …/data/live/logics`. */
export function parseLiveLogics(text: string): SensorResult<V5LiveLogics> {
  return parseBody(liveLogicsSchema, text);
}

/** One number that a sensor stores. */
export interface LiveCount {
  readonly id: string;
  readonly logicId?: string | undefined;
  readonly name?: string | undefined;
  readonly value: number;
}

const liveCountsSchema = z.object({
  time: looseTextSchema.optional(),
  counts: z.array(
    z.object({
      id: idSchema,
      logic_id: idSchema.optional(),
      name: looseTextSchema.optional(),
      value: wholeNumberSchema,
    }),
  ),
});

/** Reads the answer of `GET …/data/live/counts`. */
export function parseLiveCounts(text: string): SensorResult<readonly LiveCount[]> {
  const body = parseBody(liveCountsSchema, text);
  if (!body.ok) return body;
  return ok(
    body.value.counts.map(({ id, logic_id, name, value }) => ({ id, logicId: logic_id, name, value })),
  );
}

const positiveSeconds = z.coerce.number().positive().finite().optional().catch(undefined);

/** `POST /api/v5/users/login`: the validity of the token, in seconds, and its idle limit. */
const loginSchema = z.object({
  // It is sent in a header unchanged.
  token: z.string().regex(/^[\x21-\x7e]+$/, 'a token'),
  valid_for: positiveSeconds,
  max_unused_for: positiveSeconds,
});
export type V5Login = z.infer<typeof loginSchema>;

/** Reads the answer of `POST /api/v5/users/login`. */
export function parseLogin(text: string): SensorResult<V5Login> {
  return parseBody(loginSchema, text);
}

/** Which device it is. */
export interface V5DeviceInfo {
  readonly serial: string | undefined;
  readonly model: string | undefined;
  readonly firmware: string | undefined;
}

const deviceInfoSchema = z.object({
  serial: looseTextSchema.optional(),
  type: looseTextSchema.optional(),
  fw_version: looseTextSchema.optional(),
});

/** Reads the answer of `GET /api/v5/device/info`; the serial is the MAC address of the sensor. */
export function parseDeviceInfo(text: string): SensorResult<V5DeviceInfo> {
  const body = parseBody(deviceInfoSchema, text);
  if (!body.ok) return body;
  const { serial, type, fw_version } = body.value;
  return ok({
    serial: serial === undefined ? undefined : normaliseSerial(serial),
    model: type,
    firmware: fw_version,
  });
}
