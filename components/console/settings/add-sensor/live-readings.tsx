'use client';

import useSWR from 'swr';
import { useFormatter, useTranslations } from 'use-intl';
import { probeSensor } from '#lib/console/settings-api.ts';
import type { FoundAnswer } from '#lib/console/settings-probe.ts';
import type { ProbeRequest } from '#lib/contract/probe.ts';
import type { ChannelReading } from '#lib/contract/sensor-status.ts';
import { useConsole } from '../../console-context.ts';

/** The sidecar lets a person ask forty times a minute. */
const againMs = 3000;

export interface LiveReadings {
  readonly readings: readonly ChannelReading[];
  /** Whether the last try brought them. */
  readonly isFresh: boolean;
}

/** The numbers of a device that is not saved yet, asked for again and again. */
export function useLiveReadings(request: ProbeRequest, found: FoundAnswer): LiveReadings {
  const { api } = useConsole();
  const { driver, url } = found;
  const { data, error } = useSWR(
    ['probe', driver, url],
    async () => {
      const answer = await probeSensor(api, { ...request, driver, url });
      if (!answer.ok || answer.value.kind !== 'found') throw new Error('no readings');
      return answer.value.readings;
    },
    {
      refreshInterval: againMs,
      revalidateOnFocus: false,
      revalidateOnMount: false,
      shouldRetryOnError: true,
    },
  );
  return { readings: data ?? found.readings, isFresh: error === undefined };
}

/** What one channel counts now. */
export function ReadingNow({ reading }: { readonly reading: ChannelReading }) {
  const t = useTranslations('settings.add');
  const { number } = useFormatter();
  const { channel, name, occupancy } = reading;
  return (
    <p data-reading={channel} className="text-xl font-semibold tabular">
      {channel !== 'main' && <span className="block text-base font-medium">{name ?? channel}</span>}
      {[
        occupancy === undefined ? undefined : t('inside', { count: number(occupancy) }),
        reading.in === undefined || reading.out === undefined
          ? undefined
          : t('inOut', { in: number(reading.in), out: number(reading.out) }),
      ]
        .filter((part) => part !== undefined)
        .join(' · ')}
    </p>
  );
}
