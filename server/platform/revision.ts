import { createHash } from 'node:crypto';

/**
 * A hash of settings, so that a change of them can be detected.
 *
 * @param settings without secrets: what is hashed can be guessed
 */
export function revisionOf(settings: unknown): string {
  return hashOf(JSON.stringify(settings));
}

/** A short hash of a text, which nobody makes another text for. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 27);
}

/** Whether settings still have the state that the caller expects; undefined: they do not exist. */
export type Expectation = (revision: string | undefined) => boolean;

/** Accepts any state. */
export const expectsAnything: Expectation = () => true;
