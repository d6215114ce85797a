import type { ChannelReading } from '#lib/contract/sensor-status.ts';
import { ok } from '#lib/result.ts';
import { channelsOf } from '../channels-of.ts';
import type { DriverContext, SensorConfig, SensorFamily, Want } from '../driver.ts';
import { mainChannel } from '../reading.ts';
import type { SensorAnswer } from '../sensor-answer.ts';

/** The result of a first reading. */
export interface Trial {
  readonly serial?: string;
  readonly name?: string;
  readonly readings: ChannelReading[];
}

/** Limit of channels: a gateway of an airport has hundreds. */
const maxChannels = 50;

/**
 * Reads a device as its sensor will. If it has channels all are read; a device that only names them is then
 * read with those.
 */
export async function trialRead(
  family: SensorFamily,
  config: SensorConfig,
  context: DriverContext,
  signal: AbortSignal,
): SensorAnswer<Trial> {
  const driver = family.create(config, context);
  try {
    const wants: readonly Want[] = family.channels === 'main' ? [{ channel: mainChannel, use: 'auto' }] : [];
    const first = await driver.read(wants, signal);
    if (!first.ok) return first;
    const named = [...(first.value.channelNames?.keys() ?? [])].slice(0, maxChannels);
    const isMute = first.value.readings.length === 0 && named.length > 0;
    const read = isMute
      ? await driver.read(
          named.map((channel) => ({ channel, use: 'auto' })),
          signal,
        )
      : first;
    if (!read.ok) return read;
    const { serial, name } = read.value;
    return ok({
      ...(serial === undefined ? {} : { serial }),
      ...(name === undefined ? {} : { name }),
      readings: channelsOf(read.value).slice(0, maxChannels),
    });
  } finally {
    await driver.close?.();
  }
}
