import { z } from 'zod';

/** For each name that is documented (or chosen here), the other names under which the same is found. */
export type Aliases = Readonly<Record<string, readonly string[]>>;

/** A JSON object whose fields are not known yet. */
export type Fields = Readonly<Record<string, unknown>>;

const fieldsSchema = z.record(z.string(), z.unknown());

/** The value as an object; undefined for everything else, arrays and null included. */
export function fieldsOf(value: unknown): Fields | undefined {
  const parsed = fieldsSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/**
 * The same object with its fields under their documented names: what else it holds stays. Anything but an
 * object is given back as it is, for the schema to refuse.
 *
 * @example withNames({ zone_id: 7 }, { zoneId: ['zone_id'] }) // { zone_id: 7, zoneId: 7 }
 */
export function withNames(value: unknown, aliases: Aliases): unknown {
  const fields = fieldsOf(value);
  if (fields === undefined) return value;
  const named: Record<string, unknown> = { ...fields };
  for (const [name, others] of Object.entries(aliases)) {
    if (Object.hasOwn(fields, name)) continue;
    const other = others.find((each) => Object.hasOwn(fields, each));
    if (other !== undefined) named[name] = fields[other];
  }
  return named;
}

/**
 * The rows of an answer: an array under `data`, one object there instead of an array of one, or the array
 * without anything around it. Undefined where there is none of these.
 */
export function rowsOf(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body;
  const data = fieldsOf(body)?.data;
  if (Array.isArray(data)) return data;
  return fieldsOf(data) === undefined ? undefined : [data];
}
