import type { CountReading } from '../reading.ts';
import type { LineCrosses } from './api/client.ts';

/** Whether a channel can be a zone of Indivd: the whole number of its id, as text. */
export function isZoneId(channel: string): boolean {
  return /^(0|[1-9]\d{0,14})$/.test(channel);
}

/** All crossings of an answer together. */
export function crossingsIn({ rows }: LineCrosses): number {
  return rows.reduce((sum, { crossings }) => sum + crossings, 0);
}

/** A day's people in and out of a zone. The day is the epoch: the totals restart each day. */
export function countReadingOf(
  channel: string,
  day: string,
  people: { readonly in: number; readonly out: number },
): CountReading {
  return { kind: 'count', channel, ...people, epoch: day.replaceAll('-', '') };
}
