import { createHash } from 'node:crypto';

/**
 * Names what settings say, so that a change of them can be seen.
 *
 * @param settings without secrets: what is hashed can be guessed
 */
export function revisionOf(settings: unknown): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('base64url').slice(0, 27);
}

/** Whether settings are still what somebody believes who changes them; undefined: there are none. */
export type Expectation = (revision: string | undefined) => boolean;

/** Whatever is there may be changed. */
export const expectsAnything: Expectation = () => true;
