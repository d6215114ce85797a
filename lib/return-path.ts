/** The default page after signing in. */
export const homePath = '/console';

/**
 * The path to open after signing in. Only paths of our own are accepted: an address of another site, however
 * written, is replaced by the home path.
 */
export function safeReturnPath(wanted: string | undefined): string {
  if (wanted === undefined || !wanted.startsWith('/')) return homePath;
  const base = 'http://doorlight.invalid';
  if (!URL.canParse(wanted, base)) return homePath;
  const url = new URL(wanted, base);
  if (url.origin !== base || url.pathname.startsWith('//') || url.pathname.startsWith('/sign-in'))
    return homePath;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The sign-in page that returns to a path. */
export function signInPath(returnTo: string): string {
  return returnTo === homePath ? '/sign-in' : `/sign-in?next=${encodeURIComponent(returnTo)}`;
}
