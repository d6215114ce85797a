import type { AuditEntry } from '#lib/contract/audit.ts';

/** For how long a change can be undone with one tap. */
const undoableMs = 60 * 60_000;

/**
 * By how many people the last adjust or reset of a zone changed its number, by anybody; undefined if there is
 * nothing to undo.
 *
 * @param entries of the audit log about the zone, newest first
 * @param nowMs epoch ms
 */
export function lastChangeOf(entries: readonly AuditEntry[], nowMs: number): number | undefined {
  const last = entries.find(({ action }) => action === 'adjust' || action === 'reset');
  if (last === undefined || nowMs - Date.parse(last.at) > undoableMs) return undefined;
  const change = Number(last.to) - Number(last.from);
  return Number.isInteger(change) && change !== 0 ? change : undefined;
}
