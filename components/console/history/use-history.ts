'use client';

import useSWR from 'swr';
import { type ApiFailure, ask, zoneAt } from '#lib/api/client.ts';
import type { HistoryRow, Resolution } from '#lib/contract/history.ts';
import type { Path } from '#lib/contract/path.ts';
import { useConsole } from '../console-context.ts';
import {
  comparedPeriod,
  comparedPeriods,
  type HistoryPeriod,
  resolutionOf,
  spanOf,
} from './history-period.ts';
import type { Bin } from './history-points.ts';

/** How often what is not over is asked for again. */
const againMs = 60_000;

/** The timezone of the site of a zone. */
export function useTimezone(zone: Path): string {
  const { sites } = useConsole();
  return sites.find(({ id }) => zone.startsWith(`${id}/`))?.timezone ?? 'UTC';
}

export interface Fetched<T> {
  /** Undefined while it is on its way. */
  readonly data: T | undefined;
  readonly failure: ApiFailure | undefined;
}

/** The history of a zone in a period; `resolution` as it is drawn, unless named. Undefined asks for nothing. */
export function useHistoryRows(
  zone: Path,
  period: HistoryPeriod | undefined,
  resolution?: Resolution,
): Fetched<readonly HistoryRow[]> {
  const { api } = useConsole();
  const timezone = useTimezone(zone);
  const span = period === undefined ? undefined : spanOf(period, timezone);
  const finest = resolution ?? (period === undefined ? '15m' : resolutionOf[period.kind]);
  const { data, error } = useSWR<readonly HistoryRow[], ApiFailure>(
    span === undefined ? null : ['history', zone, span.fromMs, span.toMs, finest],
    async () => {
      const from = new Date(span?.fromMs ?? 0).toISOString();
      const query = { from, to: new Date(span?.toMs ?? 0).toISOString(), resolution: finest };
      const params = { ...zoneAt(zone), query };
      const answer = await ask(api.GET('/api/v1/zones/{site}/{zone}/history', { params }));
      if (!answer.ok) throw answer.error;
      return answer.value.rows;
    },
    { refreshInterval: span !== undefined && span.toMs > Date.now() ? againMs : 0 },
  );
  return { data, failure: data === undefined ? error : undefined };
}

/** A usual day as bins that know a mean only, and over how many days it is one. */
export interface UsualDay {
  readonly bins: readonly Bin[];
  readonly days: number;
}

/** How many people are usually inside on the weekday of a date; undefined asks for nothing. */
export function useUsualDay(zone: Path, date: string | undefined): Fetched<UsualDay> {
  const { api } = useConsole();
  const { data, error } = useSWR<UsualDay, ApiFailure>(
    date === undefined ? null : ['usual', zone, date],
    async () => {
      const params = { ...zoneAt(zone), query: date === undefined ? {} : { day: date } };
      const answer = await ask(api.GET('/api/v1/zones/{site}/{zone}/history/typical', { params }));
      if (!answer.ok) throw answer.error;
      const bins = answer.value.rows.map(({ from, occupancy }) => ({ from, avg: occupancy }));
      return { bins, days: answer.value.days.length };
    },
  );
  return { data, failure: data === undefined ? error : undefined };
}

/** What a period is compared with, as far as it has come. */
export interface ComparedHistory {
  readonly bins: readonly Bin[] | undefined;
  readonly timezone: string;
  /** The other period; absent where it is the same one. */
  readonly period?: HistoryPeriod;
  /** Whether people in and out are known of it. */
  readonly hasPassages: boolean;
}

/** The other side of a comparison (`compare` of a choice); undefined for none. */
export function useCompared(zone: Path, period: HistoryPeriod, compare: string): ComparedHistory | undefined {
  const named = comparedPeriods.find((each) => each === compare);
  const other = named === undefined ? undefined : comparedPeriod(period, named);
  const [site, id] = compare.split('/');
  const otherZone: Path | undefined = site !== undefined && id !== undefined ? `${site}/${id}` : undefined;
  const compared = otherZone ?? zone;
  const asked = otherZone === undefined ? other : period;
  const timezone = useTimezone(compared);
  const rows = useHistoryRows(compared, asked);
  const usual = useUsualDay(zone, compare === 'usual' ? period.first : undefined);
  if (compare === 'none') return undefined;
  if (compare === 'usual') return { bins: usual.data?.bins, timezone, hasPassages: false };
  return {
    bins: rows.data,
    timezone,
    hasPassages: true,
    ...(other !== undefined && { period: other }),
  };
}
