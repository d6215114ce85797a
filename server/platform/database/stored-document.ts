import { z } from 'zod';
import { fail, ok, type Result } from '#lib/result.ts';

/** Something stored that cannot be read: damaged, or of another version. It is left out, and nothing stops for it. */
export interface Unreadable {
  /** What it is, and of what: `push memory of bern/door`. */
  readonly what: string;
  readonly why: string;
  /** As it is stored, where it holds no secrets. */
  readonly document?: string;
}

export type OnUnreadable = (unreadable: Unreadable) => void;

/** Reads JSON that was stored: why it cannot be read, where it cannot. */
export function readDocument<T>(schema: z.ZodType<T>, document: string): Result<T, string> {
  let value: unknown;
  try {
    value = JSON.parse(document);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : fail(z.prettifyError(parsed.error));
}
