import { z } from 'zod';
import { fail, ok } from '#lib/result.ts';
import { shorten } from '../parse/parse-body.ts';
import { decimalSchema, looseTextSchema, totalSchema } from '../parse/values.ts';
import type { SensorResult } from '../sensor-answer.ts';

/**
 * `counts.json` (VAPIX 3D people counter API, old version, "Request real-time data"): people in and out
 * "until now today". Numbers may come as text and the timestamp as a number, as on Axis' other counters.
 */
export const countsSchema = z.object({
  in: totalSchema,
  out: totalSchema,
  serial: looseTextSchema,
  /** Chosen by the owner. */
  name: looseTextSchema,
  /** The device's local time, `YYYYMMDDhhmmss`. */
  timestamp: looseTextSchema,
});
export type Counts = z.infer<typeof countsSchema>;

/** `fps.json` ("List frame rate"): frames per second that the device works through. */
export const frameRatesSchema = z
  .object({
    fps: decimalSchema,
    fps_5: decimalSchema,
    fps_50: decimalSchema,
    fps_100: decimalSchema,
    fps_1000: decimalSchema,
    frames: totalSchema,
  })
  .transform((body) => ({
    now: body.fps,
    /** Means of the last frames, by their number. */
    mean: { 5: body.fps_5, 50: body.fps_50, 100: body.fps_100, 1000: body.fps_1000 },
    /** Frames processed so far. */
    frames: body.frames,
  }));
export type FrameRates = z.infer<typeof frameRatesSchema>;

/** `io.json` ("I/O interface") prints `"True" or "False"`: the word, which may or may not stand in quotes. */
export function parseSignal(body: string): SensorResult<boolean> {
  const word = body
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim()
    .toLowerCase();
  if (word === 'true' || word === 'false') return ok(word === 'true');
  const found = body.trim() === '' ? 'an empty body' : shorten(body);
  return fail({ kind: 'invalid', field: 'body', expected: 'True or False', found });
}

export type ParameterValue = string | number | boolean | null;

/**
 * `params.json` ("List parameters"): "a JSON object of all the parameters currently set". Which ones there
 * are is not printed, so that all are taken; nested ones are named with dots: `Counter.Name`.
 */
export const parametersSchema = z
  .record(z.string(), z.json())
  .transform((body): ReadonlyMap<string, ParameterValue> => new Map(flatten(body, '')));

type Json = z.infer<ReturnType<typeof z.json>>;

function flatten(value: Json, name: string): [string, ParameterValue][] {
  if (typeof value !== 'object' || value === null) return [[name, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, name === '' ? key : `${name}.${key}`),
  );
}
