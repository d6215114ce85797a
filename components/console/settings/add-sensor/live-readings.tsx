import useSWR from 'swr';
import { useFormatter, useTranslations } from 'use-intl';
import { ask } from '#lib/api/client.ts';
import type { ProbeRequest } from '#lib/contract/probe.ts';
import type { ChannelReading } from '#lib/contract/sensor-status.ts';
import { useConsole } from '../../console-context.ts';
import { comesByItself, type FoundAnswer } from '../settings-probe.ts';

/** Matches the sidecar's limit of forty requests a minute. */
const soonestMs = 3000;
/** A cloud that is polled every quarter of an hour is polled more often here, but not like a local device. */
const latestMs = 15_000;

export interface LiveReadings {
  readonly readings: readonly ChannelReading[];
  /** Whether the last attempt succeeded. */
  readonly isFresh: boolean;
}

/** The numbers of a device that is not saved yet, polled repeatedly. */
export function useLiveReadings(request: ProbeRequest, found: FoundAnswer): LiveReadings {
  const { api } = useConsole();
  const { driver, url, pollMs } = found;
  const { data, error } = useSWR(
    ['probe', driver, url],
    async () => {
      const answer = await ask(api.POST('/api/v1/sensors/probe', { body: { ...request, driver, url } }));
      if (!answer.ok || answer.value.kind !== 'found') throw new Error('no readings');
      return answer.value.readings;
    },
    {
      refreshInterval: url === comesByItself ? 0 : Math.min(Math.max(pollMs, soonestMs), latestMs),
      revalidateOnFocus: false,
      revalidateOnMount: false,
      shouldRetryOnError: true,
    },
  );
  return { readings: data ?? found.readings, isFresh: error === undefined };
}

/** The live values of one channel. */
export function ReadingNow({ reading }: { readonly reading: ChannelReading }) {
  const t = useTranslations('settings.add');
  const { number } = useFormatter();
  const { channel, name, occupancy } = reading;
  return (
    <p data-reading={channel} className="text-xl font-semibold tabular">
      {channel !== 'main' && <span className="block text-base font-medium">{name ?? channel}</span>}
      {[
        occupancy === undefined ? undefined : t('inside', { count: number(Math.max(0, occupancy)) }),
        reading.in === undefined || reading.out === undefined
          ? undefined
          : t('inOut', { in: reading.in, out: reading.out }),
      ]
        .filter((part) => part !== undefined)
        .join(' · ')}
    </p>
  );
}
