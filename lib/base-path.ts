/**
 * The path below which browsers reach Doorlight behind a proxy (`BASE_PATH`): `/doorlight`; else empty. It is built into the
 * pages: Next knows no other way.
 */
export const basePath: string = (process.env.BASE_PATH ?? '').replace(/\/+$/, '');

/** The folder of the built pages, one for each base path; `next.config.mjs` names it the same. */
export const pagesFolder: string =
  basePath === '' ? '.next' : `.next-${basePath.slice(1).replace(/[^A-Za-z0-9._~-]/g, '-')}`;

/**
 * One of our paths as a browser needs it. An address of another origin stays as it is.
 *
 * @example under('/console') // '/doorlight/console'
 */
export function under(path: string): string {
  return path.startsWith('/') ? `${basePath}${path}` : path;
}
