/** A new version of Doorlight comes to the screens one after another, within this time. */
const versionWithinMs = 120_000;
/** Another configuration is wanted at once. */
const configurationMs = 500;

/**
 * In how many milliseconds a page has to be loaded anew; undefined where it is as the sidecar would make it.
 *
 * @param made revision of the page, `<version>:<configuration>`
 * @param now what the sidecar says
 * @param random 0 to below 1
 */
export function loadAnewInMs(
  made: string | undefined,
  now: string | undefined,
  random: number,
): number | undefined {
  if (made === now) return undefined;
  return made?.split(':')[0] === now?.split(':')[0] ? configurationMs : random * versionWithinMs;
}
