/** Soon: a user has just changed the display's theme, and may stand in front of it. */
const configurationMs = 500;

/**
 * The time until a page has to reload, milliseconds; undefined if it is current, or was made by another
 * version: then the sidecar schedules the reload.
 *
 * @param made revision of the page, `<version>:<configuration>`
 * @param now current revision from the sidecar
 */
export function reloadInMs(made: string | undefined, now: string | undefined): number | undefined {
  const isOther = made !== now && made?.split(':')[0] === now?.split(':')[0];
  return isOther ? configurationMs : undefined;
}
