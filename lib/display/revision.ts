/** Somebody has just changed how a screen looks, and stands before it. */
const configurationMs = 500;

/**
 * In how many milliseconds a page has to be loaded anew; undefined where it is as the sidecar would make it, or was
 * made by another version: then the sidecar says when it is this screen's turn.
 *
 * @param made revision of the page, `<version>:<configuration>`
 * @param now what the sidecar says
 */
export function reloadInMs(made: string | undefined, now: string | undefined): number | undefined {
  const isOther = made !== now && made?.split(':')[0] === now?.split(':')[0];
  return isOther ? configurationMs : undefined;
}
