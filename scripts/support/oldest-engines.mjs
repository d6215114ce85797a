/**
 * What a display promises to run in: Chromium 79, which is the oldest found in screens of stores, and Firefox and
 * Safari of the last four years.
 *
 * @type {Readonly<Record<'chrome' | 'firefox' | 'safari', number>>}
 */
const oldestEngines = { chrome: 79, firefox: 107, safari: 16.1 };

/** @typedef {import('@mdn/browser-compat-data').CompatStatement} CompatStatement */

/**
 * Those of the oldest engines that lack a feature, such as `chrome 79`.
 *
 * @param {CompatStatement | undefined} feature of MDN's data; one it does not know is lacked by none
 */
export function lackedBy(feature) {
  if (feature === undefined) return [];
  return Object.entries(oldestEngines).flatMap(([engine, version]) => {
    const support = feature.support[/** @type {keyof typeof oldestEngines} */ (engine)];
    const statements = support === undefined ? [] : [support].flat();
    return statements.some((statement) => holds(statement, version)) ? [] : [`${engine} ${version}`];
  });
}

/**
 * @param {import('@mdn/browser-compat-data').SimpleSupportStatement} statement
 * @param {number} version
 */
function holds({ version_added, version_removed, flags, prefix, alternative_name }, version) {
  if (flags !== undefined || prefix !== undefined || alternative_name !== undefined) return false;
  const added = numberOf(version_added);
  const removed = numberOf(version_removed);
  return added !== undefined && added <= version && (removed === undefined || removed > version);
}

/** @param {string | false | undefined} version `79`, `16.4`, `≤37`; `preview` is none */
function numberOf(version) {
  const number = Number.parseFloat(String(version).replace('≤', ''));
  return Number.isNaN(number) ? undefined : number;
}
