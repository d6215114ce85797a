import type {
  FoundSite,
  SummaryMessage,
  WallFilter,
  WallQuery,
  WallRow,
  WallUpdate,
} from '#lib/contract/wall.ts';
import type { Clock } from '#server/clock.ts';
import { OtherSummaries, type SummaryExchange } from './other-summaries.ts';
import type { SiteSummaries } from './site-summaries.ts';
import { WallIndex, type WallSite, type WallView } from './wall-index.ts';

export interface WallParts {
  readonly clock: Clock;
  readonly own: Pick<SiteSummaries, 'next' | 'all'>;
  readonly exchange?: SummaryExchange | undefined;
  configured(): readonly WallSite[];
  /** Whether the sites here are certainly ours: otherwise what is known of them must not be confirmed. */
  isHeld(): boolean;
}

/** Somebody who looks at the wall. */
export interface WallViewer {
  sees(site: string): boolean;
  send(update: WallUpdate): void;
}

/** Of one viewer. */
export interface WallViewing {
  show(query: WallQuery): void;
  /** Every site that matches. */
  find(filter: WallFilter): FoundSite[];
  close(): void;
}

interface Viewing {
  readonly viewer: WallViewer;
  query: WallQuery | undefined;
  /** Of this round, for this filter. */
  view: WallView | undefined;
  round: number;
  filter: string;
  /** What the viewer has of the rows in view. */
  sent: ReadonlyMap<string, WallRow>;
  /** The sites whose tags it has; see `WallIndex.revision`. */
  revision: number;
  soon: ReturnType<typeof setTimeout> | undefined;
}

const tickMs = 1000;
/** A site keeps its place for so many updates: a finger needs time to reach a card. */
const ticksPerRound = 2;
/** An update holds for this long at the viewer: whatever is in it is valid for as long. */
export const updateValidMs = 3000;
/** Queries that come within this time are answered together. */
const gatherMs = 30;
/** How long the first answer waits for other sidecars, milliseconds. */
const firstWithinMs = 700;
/** The index is kept for a while after the last viewer: people change pages. */
const keptMs = 60_000;

/** Shows every site at once, wherever it runs: to each viewer the totals and the rows in view. */
export class Wall {
  readonly #parts: WallParts;
  readonly #viewings = new Set<Viewing>();
  #others: OtherSummaries | undefined;
  #index: WallIndex | undefined;
  /** When the first answer may be given. */
  #ready: Promise<unknown> = Promise.resolve();
  #idleSinceMs = 0;
  #ticks = 0;
  #round = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(parts: WallParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => this.tick(), tickMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    for (const { soon } of this.#viewings) clearTimeout(soon);
    this.#close();
  }

  /** The configuration has changed. */
  replaced(): void {
    this.#index?.setSites(this.#parts.configured());
    this.#round++;
  }

  open(viewer: WallViewer): WallViewing {
    const viewing: Viewing = {
      ...{ viewer, query: undefined, view: undefined, round: 0, filter: '' },
      ...{ sent: new Map<string, WallRow>(), revision: 0, soon: undefined },
    };
    const index = this.#opened();
    this.#viewings.add(viewing);
    return {
      show: (query) => {
        viewing.query = query;
        viewing.soon ??= setTimeout(() => void this.#ready.then(() => this.#send(viewing)), gatherMs);
      },
      find: (filter) =>
        index.view(filter, viewer.sees).sites.flatMap((site) => {
          const row = index.row(site);
          return row === undefined
            ? []
            : [{ site, name: row.name, zones: row.zones.map(({ zone }) => zone) }];
        }),
      close: () => {
        clearTimeout(viewing.soon);
        this.#viewings.delete(viewing);
        this.#idleSinceMs = this.#nowMs();
      },
    };
  }

  /** Once a second: says what has changed here, and shows what has changed anywhere. */
  tick(): void {
    const { own, exchange, isHeld } = this.#parts;
    if (isHeld()) {
      const message = own.next();
      exchange?.publish(message);
      this.#apply(message);
    }
    if (this.#index === undefined) return;
    if (this.#viewings.size === 0 && this.#nowMs() - this.#idleSinceMs > keptMs) {
      this.#close();
      return;
    }
    const hasExpired = this.#index.age(this.#horizonMs());
    void this.#others?.ask();
    this.#ticks++;
    if (hasExpired || this.#ticks % ticksPerRound === 0) {
      this.#round++;
      this.#index.rearrange();
    }
    for (const viewing of this.#viewings) if (viewing.soon === undefined) this.#send(viewing);
  }

  #opened(): WallIndex {
    if (this.#index !== undefined) return this.#index;
    const { own, exchange, configured } = this.#parts;
    const index = new WallIndex();
    this.#index = index;
    index.setSites(configured());
    this.#apply(own.all());
    this.#others =
      exchange && new OtherSummaries(exchange, (message) => this.#apply(message, exchange.ageOf));
    this.#ready = Promise.race([this.#others?.ask(), wait(firstWithinMs)]).then(() => index.rearrange());
    return index;
  }

  #close(): void {
    this.#others?.stop();
    this.#others = undefined;
    this.#index = undefined;
  }

  /** @param ageOf of our own messages the clock knows it */
  #apply(message: SummaryMessage, ageOf = (atMs: number) => this.#parts.clock.now() - atMs): void {
    const agedMs = Math.max(0, ageOf(Date.parse(message.asOf)));
    this.#index?.apply(message, this.#nowMs() + message.validForMs - agedMs, this.#horizonMs());
  }

  #send(viewing: Viewing): void {
    viewing.soon = undefined;
    const { query, viewer } = viewing;
    const index = this.#index;
    if (query === undefined || index === undefined || !this.#viewings.has(viewing)) return;
    const { query: number, from, count, ...filter } = query;
    const key = JSON.stringify(filter);
    if (viewing.view === undefined || viewing.round !== this.#round || viewing.filter !== key) {
      viewing.view = index.view(filter, viewer.sees);
      viewing.round = this.#round;
      viewing.filter = key;
    }
    const { counts, sites: all } = viewing.view;
    const sites = all.slice(from, from + count);
    const inView = new Map(sites.flatMap((site): [string, WallRow][] => asEntry(index.row(site))));
    const rows = [...inView.values()].filter((row) => viewing.sent.get(row.site) !== row);
    viewing.sent = inView;
    const isOther = viewing.revision !== index.revision;
    viewing.revision = index.revision;
    viewer.send({
      ...{ query: number, validForMs: updateValidMs, counts, total: all.length, from },
      ...{ sites: [...inView.keys()], rows, ...(isOther && { tags: index.tags(viewer.sees) }) },
    });
  }

  #nowMs(): number {
    return this.#parts.clock.monotonic();
  }

  /** What is shown is still valid when the update that shows it has expired. */
  #horizonMs(): number {
    return this.#nowMs() + updateValidMs;
  }
}

function asEntry(row: WallRow | undefined): [string, WallRow][] {
  return row === undefined ? [] : [[row.site, row]];
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
