import { useSearchParams } from 'next/navigation';
import type { Comparison, DayRange } from '#lib/contract/insights.ts';
import type { Site } from '#lib/contract/site.ts';
import { useConsole } from '../console-context.ts';
import { addDays } from '../history/history-clock.ts';
import { useToday } from '../history/use-today.ts';

/** Only types come from the contract: its schemas would be a fifth of the page's script. */
export const comparisons: readonly Comparison[] = ['previous', 'year'];

/** The spans to choose from, with their length in days; all but today end with the last complete day. */
export const insightsSpans = { today: 1, yesterday: 1, week: 7, month: 28, quarter: 91 } as const;
export type InsightsSpan = keyof typeof insightsSpans | 'own';

export interface InsightsChoice {
  readonly site: Site;
  readonly span: InsightsSpan;
  readonly days: DayRange;
  readonly compare: Comparison;
  /** In the site's timezone. */
  readonly today: string;
}

export interface InsightsChange {
  readonly site?: string;
  readonly span?: InsightsSpan;
  readonly from?: string;
  readonly to?: string;
  readonly compare?: string;
}

/** The choice, stored in the address so that it can be shared. Undefined if there is no site. */
export function useInsightsChoice():
  | { readonly choice: InsightsChoice; readonly choose: (change: InsightsChange) => void }
  | undefined {
  const { sites } = useConsole();
  const query = useSearchParams();
  const site = sites.find(({ id }) => id === query.get('site')) ?? sites[0];
  const today = useToday(site?.timezone ?? 'UTC');
  if (site === undefined) return undefined;
  const span = spanIn(query.get('span'));
  const days = span === 'own' ? ownDays(query, today) : daysOf(span, today);
  const compare = comparisons.find((each) => each === query.get('compare')) ?? 'previous';
  const choose = (change: InsightsChange) => {
    const next = new URLSearchParams({ site: site.id, span, compare, ...days, ...change });
    if (next.get('span') !== 'own') for (const name of ['from', 'to']) next.delete(name);
    history.replaceState(null, '', `?${next}`);
  };
  return { choice: { site, span, days, compare, today }, choose };
}

function spanIn(text: string | null): InsightsSpan {
  const spans: readonly InsightsSpan[] = ['today', 'yesterday', 'week', 'month', 'quarter', 'own'];
  return spans.find((each) => each === text) ?? 'week';
}

function daysOf(span: keyof typeof insightsSpans, today: string): DayRange {
  const to = span === 'today' ? today : addDays(today, -1);
  return { from: addDays(to, 1 - insightsSpans[span]), to };
}

/** The API's limit. */
const maxDays = 366;

function ownDays(query: { get(name: string): string | null }, today: string): DayRange {
  const day = (name: string, otherwise: string) => {
    const text = query.get(name) ?? '';
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
    return isDay ? text : otherwise;
  };
  const asked = day('to', today);
  const to = asked > today ? today : asked;
  const from = day('from', addDays(to, -6));
  const longest = addDays(to, 1 - maxDays);
  if (from > to) return { from: to, to };
  return from < longest ? { from: longest, to } : { from, to };
}
