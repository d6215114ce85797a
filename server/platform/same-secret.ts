import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares a secret in constant time: the duration reveals neither how much of it is right nor its length. */
export function isSameSecret(wanted: string, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(wanted), digest(given));
}
