/** Where one goes after signing in when nothing else was asked for. */
export const homePath = '/console';

/**
 * The path to go to after signing in. Only a path of our own is taken: an address of another site, however
 * written, leads home.
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

/** The sign-in page that leads back to a path. */
export function signInPath(returnTo: string): string {
  return returnTo === homePath ? '/sign-in' : `/sign-in?next=${encodeURIComponent(returnTo)}`;
}
