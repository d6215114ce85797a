/**
 * A key for one command, so that the sidecar carries it out once however often it arrives. Made from random
 * bytes: `crypto.randomUUID` exists on secure pages only, and a store's tablet may use plain HTTP.
 */
export function newCommandKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
