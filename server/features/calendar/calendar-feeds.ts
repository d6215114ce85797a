import type { CalendarSubscription } from '#lib/contract/calendar.ts';
import type { Clock } from '#server/clock.ts';
import type { ClosureSource } from '#server/engine/calendar-day.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import type { CalendarFeedTable } from '#server/platform/database/schema.ts';
import { type FeedProblem, feedProblemOf } from './feed-error.ts';
import { FeedReader } from './feed-reader.ts';
import type { FeedStore } from './feed-store.ts';
import { type FeedFetch, fetchFeed } from './fetch-feed.ts';
import type { FeedDays } from './read-feed.ts';

export interface CalendarFeedsParts {
  readonly store: Pick<FeedStore, 'load' | 'save'>;
  readonly clock: Clock;
  readonly fetch: FeedFetch;
  /** Default: a thread of its own. */
  readonly reader?: Pick<FeedReader, 'read'>;
  /** It cannot be loaded or read, or can again (undefined); called once for each change. */
  onProblem(site: string, message: string | undefined): void;
  /** A calendar cannot be stored on disk. */
  onError(error: unknown): void;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Waits after a failure: a calendar that is soon available again is not missed for an hour. */
const retryMs = [minuteMs, 2 * minuteMs, 5 * minuteMs];
/** The dates that are read, around today. */
const daysBefore = 400;
const daysAfter = 800;

interface Feed {
  readonly site: string;
  readonly address: string;
  readonly timezone: string;
  kept: CalendarFeedTable | undefined;
  days: FeedDays;
  problem: FeedProblem | undefined;
  failures: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * The iCalendars that sites have subscribed to: loaded every hour, stored on disk, and used further while they
 * cannot be loaded or read.
 */
export class CalendarFeeds {
  readonly #parts: CalendarFeedsParts;
  readonly #kept: Map<string, CalendarFeedTable>;
  readonly #feeds = new Map<string, Feed>();
  #isRunning = false;
  /** Grows with each new calendar. */
  #version = 1;
  readonly #reader: Pick<FeedReader, 'read'>;
  readonly #underWay = new Set<Promise<unknown>>();

  private constructor(parts: CalendarFeedsParts, kept: readonly CalendarFeedTable[]) {
    this.#parts = parts;
    this.#reader = parts.reader ?? new FeedReader();
    this.#kept = new Map(kept.map((row) => [row.site, row]));
  }

  static async open(parts: CalendarFeedsParts): Promise<CalendarFeeds> {
    return new CalendarFeeds(parts, await parts.store.load());
  }

  /** Reads what is kept of sites that come from another sidecar, so that their first light is already right. */
  async load(sites: readonly SiteConfig[]): Promise<void> {
    const subscribed = sites.filter(({ calendarFeed }) => calendarFeed !== undefined);
    if (subscribed.length === 0) return;
    for (const row of await this.#parts.store.load()) this.#kept.set(row.site, row);
    for (const site of subscribed) this.set(site);
    await Promise.all(this.#underWay);
  }

  /** Waits until what was kept is read, so that the first light is already right. */
  async start(): Promise<void> {
    await Promise.all(this.#underWay);
    this.#isRunning = true;
    for (const feed of this.#feeds.values()) this.#refreshIn(feed, 0);
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    for (const { timer } of this.#feeds.values()) clearTimeout(timer);
    await Promise.all(this.#underWay);
  }

  /** Takes over a site that begins, or a change of it. */
  set({ id, calendarFeed: address, timezone }: SiteConfig): () => void {
    const before = this.#feeds.get(id);
    if (before?.address === address && before?.timezone === timezone) return () => undefined;
    if (address === undefined) return this.#put(id, undefined);
    const row = this.#kept.get(id);
    const feed: Feed = {
      site: id,
      address,
      timezone,
      kept: row?.address === address ? row : undefined,
      // In another timezone it is read again; until then its days are closed as they were.
      days: before?.address === address ? before.days : new Map(),
      problem: undefined,
      failures: 0,
      timer: undefined,
    };
    const undo = this.#put(id, feed);
    if (feed.kept !== undefined) this.#track(this.#read(feed, feed.kept.body));
    return undo;
  }

  remove({ id }: SiteConfig): () => void {
    return this.#put(id, undefined);
  }

  #put(site: string, feed: Feed | undefined): () => void {
    const before = this.#feeds.get(site);
    clearTimeout(before?.timer);
    if (before?.problem !== undefined) this.#parts.onProblem(site, undefined);
    if (feed === undefined) this.#feeds.delete(site);
    else {
      this.#feeds.set(site, feed);
      if (this.#isRunning) this.#refreshIn(feed, 0);
    }
    return () => this.#put(site, before);
  }

  /** The closures in a site's calendar, now and after each change; undefined if it has none. */
  closuresOf({ id, calendarFeed }: Pick<SiteConfig, 'id' | 'calendarFeed'>): ClosureSource | undefined {
    if (calendarFeed === undefined) return undefined;
    const version = () => this.#version;
    return {
      get version() {
        return version();
      },
      on: (date) => this.#feeds.get(id)?.days.get(date) ?? [],
    };
  }

  /** The state of a site's subscription; undefined if it has none. */
  subscription(site: string): CalendarSubscription | undefined {
    const feed = this.#feeds.get(site);
    if (feed === undefined) return undefined;
    const { kept, problem } = feed;
    return {
      ...(kept !== undefined && { fetchedAt: kept.fetched_at }),
      ...(problem !== undefined && {
        problem: problem.message,
        problemCode: problem.code,
        problemValues: problem.values,
      }),
    };
  }

  #refreshIn(feed: Feed, afterMs: number): void {
    clearTimeout(feed.timer);
    feed.timer = setTimeout(() => {
      this.#track(this.#refresh(feed));
    }, afterMs);
    feed.timer.unref();
  }

  #track(work: Promise<unknown>): void {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  async #refresh(feed: Feed): Promise<void> {
    const problem = await this.#get(feed);
    if (this.#feeds.get(feed.site) !== feed) return;
    feed.failures = problem === undefined ? 0 : feed.failures + 1;
    const isNew = problem?.message !== feed.problem?.message;
    feed.problem = problem;
    if (isNew) this.#parts.onProblem(feed.site, problem?.message);
    if (!this.#isRunning) return;
    this.#refreshIn(feed, feed.failures === 0 ? hourMs : (retryMs[feed.failures - 1] ?? 10 * minuteMs));
  }

  /** @returns what is wrong */
  async #get(feed: Feed): Promise<FeedProblem | undefined> {
    const { store, clock, fetch, onError } = this.#parts;
    const { etag, modified } = feed.kept ?? {};
    let row: CalendarFeedTable;
    try {
      const version = { ...(etag && { etag }), ...(modified && { modified }) };
      const fetched = await fetchFeed(feed.address, version, fetch);
      const fetchedAt = new Date(clock.now()).toISOString();
      const kept = feed.kept;
      if (fetched.kind === 'same' && kept === undefined)
        return { code: 'status', message: 'it was not sent', values: { status: 304 } };
      row =
        fetched.kind === 'same' && kept !== undefined
          ? { ...kept, fetched_at: fetchedAt }
          : rowOf(feed, fetched.kind === 'text' ? fetched : undefined, fetchedAt);
    } catch (error) {
      return feedProblemOf(error);
    }
    // An unchanged calendar is read again too: the range of dates moves with today.
    const problem = await this.#read(feed, row.body);
    if (problem !== undefined) return problem;
    feed.kept = row;
    this.#kept.set(feed.site, row);
    await store.save(row).catch(onError);
    return undefined;
  }

  /** Uses a new calendar. @returns its problem; then the previous one stays in use */
  async #read(feed: Feed, text: string): Promise<FeedProblem | undefined> {
    const nowMs = this.#parts.clock.now();
    const dateAt = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    const read = await this.#reader.read(text, {
      timezone: feed.timezone,
      from: dateAt(nowMs - daysBefore * dayMs),
      to: dateAt(nowMs + daysAfter * dayMs),
    });
    if (!read.ok) return read.problem;
    feed.days = read.days;
    this.#version += 1;
    return undefined;
  }
}

function rowOf(
  { site, address }: Feed,
  fetched: { readonly text: string; readonly version: { etag?: string; modified?: string } } | undefined,
  fetchedAt: string,
): CalendarFeedTable {
  const { etag, modified } = fetched?.version ?? {};
  return {
    site,
    address,
    body: fetched?.text ?? '',
    etag: etag ?? null,
    modified: modified ?? null,
    fetched_at: fetchedAt,
  };
}
