/**
 * The path of a device's address, without trailing slash: empty for `http://10.0.0.11`, `/cam1` for a device
 * behind a proxy at `https://gate/cam1/`.
 */
export function pathPrefixOf(url: string): string {
  return new URL(url).pathname.replace(/\/+$/, '');
}
