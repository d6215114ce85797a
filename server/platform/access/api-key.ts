import { createHash, randomBytes } from 'node:crypto';

/** Tells our keys from other secrets, for scanners of leaked ones. */
const prefix = 'doorlight_';
const hintLength = prefix.length + 4;

/** A new key and what is kept of it. */
export interface MintedKey {
  /** Told once, kept nowhere. */
  readonly key: string;
  readonly hash: string;
  readonly hint: string;
}

export function mintApiKey(): MintedKey {
  const key = prefix + randomBytes(32).toString('base64url');
  return { key, hash: hashApiKey(key), hint: keyHint(key) };
}

/** The beginning of a key, by which people tell theirs apart. */
export function keyHint(key: string): string {
  return key.slice(0, hintLength);
}

/** A fast hash is enough: nobody guesses 256 random bits. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
