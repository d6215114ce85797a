import type { Reading, Snapshot } from './reading.ts';

/** A snapshot with some of its readings replaced by newer ones. */
export function withReadings(snapshot: Snapshot | undefined, newer: readonly Reading[]): Snapshot {
  const kept = (snapshot?.readings ?? []).filter(
    (reading) => !newer.some(({ channel, kind }) => channel === reading.channel && kind === reading.kind),
  );
  return { ...snapshot, readings: [...kept, ...newer] };
}

/** A snapshot whose totals were reset to 0 in some channels. */
export function fromZero(snapshot: Snapshot, channels: ReadonlySet<string>): Snapshot {
  const readings = snapshot.readings.map((reading) =>
    reading.kind === 'count' && channels.has(reading.channel) ? { ...reading, in: 0, out: 0 } : reading,
  );
  return { ...snapshot, readings };
}
