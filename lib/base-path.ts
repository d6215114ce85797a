/**
 * The path below which browsers reach Doorlight behind a proxy (`BASE_PATH`): `/doorlight`; else empty. It is built into the
 * pages: Next knows no other way.
 */
export const basePath: string = (process.env.BASE_PATH ?? '').replace(/\/+$/, '');

/**
 * One of our paths as a browser needs it. An address of another origin stays as it is.
 *
 * @example under('/console') // '/doorlight/console'
 */
export function under(path: string): string {
  return path.startsWith('/') ? `${basePath}${path}` : path;
}
