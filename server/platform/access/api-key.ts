import { createHash, randomBytes } from 'node:crypto';

/** Marks our keys, so that scanners for leaked secrets recognise them. */
const prefix = 'doorlight_';
const hintLength = prefix.length + 4;

/** A new key and what is stored of it. */
export interface MintedKey {
  /** Shown once and not stored. */
  readonly key: string;
  readonly hash: string;
  readonly hint: string;
}

export function mintApiKey(): MintedKey {
  const key = prefix + randomBytes(32).toString('base64url');
  return { key, hash: hashApiKey(key), hint: keyHint(key) };
}

/** The beginning of a key, by which people recognise it. */
export function keyHint(key: string): string {
  return key.slice(0, hintLength);
}

/** A fast hash is enough: 256 random bits cannot be guessed. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
