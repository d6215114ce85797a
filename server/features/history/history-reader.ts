import type { HistoryRow, Resolution } from '#lib/contract/history.ts';
import { binEdges, rollUp, rowsOf } from './bins.ts';
import type { HistoryStore } from './history-store.ts';
import type { Tally } from './tally.ts';

/** The store that history is read from. */
export type HistoryRecords = Pick<HistoryStore, 'minutes' | 'rollUps' | 'rolled'>;

export interface HistoryQuery {
  readonly site: string;
  readonly zone: string;
  /** Epoch ms; every bin that touches the span is returned completely. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly resolution: Resolution;
  /** IANA zone of the site. */
  readonly timezone: string;
}

/**
 * Reads history: finished bins from the roll-ups, the running one from quarter hours and minutes. The result is
 * the same as the sum of all minutes.
 */
export class HistoryReader {
  readonly #records: HistoryRecords;

  constructor(records: HistoryRecords) {
    this.#records = records;
  }

  async read(query: HistoryQuery): Promise<HistoryRow[]> {
    const edges = binEdges(query.fromMs, query.toMs, query.resolution, query.timezone);
    return rowsOf(await this.bins(query, edges), edges);
  }

  /** @param edges from `binEdges` for the query's resolution and timezone */
  async bins(query: HistoryQuery, edges: readonly number[]): Promise<Tally[]> {
    const { site, zone, resolution, timezone } = query;
    const startMs = edges[0] ?? query.fromMs;
    const endMs = edges.at(-1) ?? query.toMs;
    if (resolution === '1m') return this.#records.minutes(site, zone, startMs, endMs);
    const rolled = await this.#records.rolled(site, zone);
    const untilMs = Math.max(startMs, Math.min(endMs, rolled?.untilMs ?? startMs));
    // Hours and days of another timezone cannot be used; quarter hours are the same everywhere.
    const isOurs = resolution === '15m' || rolled?.timezone === timezone;
    const finished = isOurs ? edges.findLastIndex((edge) => edge <= untilMs) : 0;
    const tailMs = edges[finished] ?? startMs;
    const [whole, quarters, minutes] = await Promise.all([
      tailMs > startMs ? this.#records.rollUps(site, zone, resolution, startMs, tailMs) : [],
      untilMs > tailMs ? this.#records.rollUps(site, zone, '15m', tailMs, untilMs) : [],
      endMs > untilMs ? this.#records.minutes(site, zone, untilMs, endMs) : [],
    ]);
    return [...whole, ...rollUp([...quarters, ...minutes], edges.slice(finished))];
  }
}
