/** A new key of a display: 144 random bits, in characters that need no encoding in an address. */
export function newDisplayKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
