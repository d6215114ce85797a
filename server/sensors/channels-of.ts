import type { ChannelReading } from '#lib/contract/sensor-status.ts';
import type { Snapshot } from './reading.ts';

/** One row per channel, with all values of its readings. */
export function channelsOf(snapshot: Snapshot): ChannelReading[] {
  const channels = new Map<string, ChannelReading>();
  for (const reading of snapshot.readings) {
    const name = snapshot.channelNames?.get(reading.channel);
    const before = channels.get(reading.channel) ?? {
      channel: reading.channel,
      ...(name === undefined ? {} : { name }),
    };
    const totals = reading.kind === 'count' ? reading : reading.totals;
    channels.set(reading.channel, {
      ...before,
      ...(totals === undefined ? {} : { in: totals.in, out: totals.out }),
      ...(reading.kind === 'level' ? { occupancy: reading.occupancy } : {}),
    });
  }
  return [...channels.values()];
}
