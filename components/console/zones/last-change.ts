import type { AuditEntry } from '#lib/contract/audit.ts';

/** For how long a change can be taken back with one tap. */
const undoableMs = 60 * 60_000;

/** A change of a number that can be taken back. */
export interface LastChange {
  readonly from: number;
  readonly to: number;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/**
 * What the last adjust or reset of a zone changed its number from and to, whoever made it; undefined where there is
 * nothing to take back.
 *
 * @param entries of the audit log about the zone, newest first
 * @param nowMs epoch ms
 */
export function lastChangeOf(entries: readonly AuditEntry[], nowMs: number): LastChange | undefined {
  const last = entries.find(({ action }) => action === 'adjust' || action === 'reset');
  if (last === undefined || nowMs - Date.parse(last.at) > undoableMs) return undefined;
  const [from, to] = [Number(last.from), Number(last.to)];
  return Number.isInteger(to - from) && to !== from ? { from, to, at: last.at } : undefined;
}
