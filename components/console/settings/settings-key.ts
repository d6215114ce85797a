/** A new key of a display: 144 random bits, as letters that stand in an address as they are. */
export function newDisplayKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
