import type { AuditEntry } from '#lib/contract/audit.ts';

/** When and by whom the counters of a site were reset: a user name, or `schedule`. */
export interface Opened {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly who: string;
}

/**
 * The last reset of a whole site: the moment from which each of its zones had been reset.
 *
 * @param zones ids of the site's zones
 * @param entries resets of the site since its day began, newest first
 * @returns undefined while one zone has not been reset yet
 */
export function openedOf(zones: readonly string[], entries: readonly AuditEntry[]): Opened | undefined {
  const resets = zones.map((id) => entries.find(({ action, zone }) => action === 'reset' && zone === id));
  const done = resets.filter((entry) => entry !== undefined);
  if (done.length === 0 || done.length < zones.length) return undefined;
  const last = done.reduce((latest, entry) => (entry.at > latest.at ? entry : latest));
  return { at: last.at, who: last.who };
}
