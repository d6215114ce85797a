import useSWR from 'swr';
import { type ApiFailure, answerOf, ask, zoneAt } from '#lib/api/client.ts';
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
import type { Bin, HistoryTotals } from './history-points.ts';

/** Interval of loading unfinished periods again. */
const againMs = 60_000;

/** The timezone of the site of a zone. */
export function useTimezone(zone: Path): string {
  const { sites } = useConsole();
  return sites.find(({ id }) => zone.startsWith(`${id}/`))?.timezone ?? 'UTC';
}

export interface Fetched<T> {
  /** Undefined while loading. */
  readonly data: T | undefined;
  readonly failure: ApiFailure | undefined;
}

/** The history of a zone in a period; at the resolution of the chart, unless given. Undefined loads nothing. */
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
      const answer = await answerOf(api.GET('/api/v1/zones/{site}/{zone}/history', { params }));
      return answer.rows;
    },
    { refreshInterval: span !== undefined && span.toMs > Date.now() ? againMs : 0 },
  );
  return { data, failure: data === undefined ? error : undefined };
}

/** A typical day as bins with only a mean, and the number of days behind it. */
export interface UsualDay {
  readonly bins: readonly Bin[];
  readonly days: number;
}

/**
 * The minute in which most people were inside (epoch ms): a bin alone says only where its own time begins. Undefined where
 * it is not known (yet), and of days, which are shown as a whole.
 */
export function usePeakMinute(
  zone: Path,
  { kind }: HistoryPeriod,
  most: HistoryTotals['most'],
): number | undefined {
  const { api } = useConsole();
  const isAsked = most !== undefined && (kind === 'day' || kind === 'week');
  const { data } = useSWR(isAsked ? ['peak', zone, kind, most.fromMs, most.people] : null, async () => {
    const fromMs = most?.fromMs ?? 0;
    const toMs = fromMs + (kind === 'day' ? 15 : 60) * 60_000;
    const [from, to] = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
    const params = { ...zoneAt(zone), query: { from, to, resolution: '1m' as const } };
    const answer = await ask(api.GET('/api/v1/zones/{site}/{zone}/history', { params }));
    const minute = answer.ok && answer.value.rows.find(({ max }) => max === most?.people);
    return minute ? Date.parse(minute.from) : undefined;
  });
  return data;
}

/** How many people are usually inside on the weekday of a date; undefined asks for nothing. */
export function useUsualDay(zone: Path, date: string | undefined): Fetched<UsualDay> {
  const { api } = useConsole();
  const { data, error } = useSWR<UsualDay, ApiFailure>(
    date === undefined ? null : ['usual', zone, date],
    async () => {
      const params = { ...zoneAt(zone), query: date === undefined ? {} : { day: date } };
      const answer = await answerOf(api.GET('/api/v1/zones/{site}/{zone}/history/typical', { params }));
      const bins = answer.rows.map(({ from, occupancy }) => ({ from, avg: occupancy }));
      return { bins, days: answer.days.length };
    },
  );
  return { data, failure: data === undefined ? error : undefined };
}

/** The comparison, as far as it is loaded. */
export interface ComparedHistory {
  readonly bins: readonly Bin[] | undefined;
  readonly timezone: string;
  /** The other period; absent if it is the same. */
  readonly period?: HistoryPeriod;
  /** Whether it has people in and out. */
  readonly hasPassages: boolean;
}

/** The compared data (`compare` of a choice); undefined for none. */
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
