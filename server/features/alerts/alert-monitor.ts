import { randomUUID } from 'node:crypto';
import { groupBy } from 'es-toolkit';
import type { Alert } from '#lib/contract/alert.ts';
import type { LampStatus } from '#lib/contract/lamp.ts';
import type { Clock } from '#server/clock.ts';
import type { SiteCalendar } from '#server/engine/site-calendar.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import type { RetentionTime } from '#server/platform/retention-clock.ts';
import { Rounds } from '#server/platform/rounds.ts';
import type { AlertSettings } from './alert-settings.ts';
import type { AlertChange, AlertStore } from './alert-store.ts';
import { type Cause, type CauseKey, causeKey, causesOf, type SiteView } from './causes.ts';
import { type AlertState, decide } from './decide.ts';
import { messagesOf } from './messages.ts';
import { quietUntil } from './quiet-hours.ts';

export interface AlertMonitorParts {
  readonly store: AlertStore;
  readonly settings: AlertSettings;
  readonly clock: Clock;
  readonly retentionClock: RetentionTime;
  sites(): readonly SiteConfig[];
  /** With several sidecars: whether the site runs here. */
  isOurs?: ((site: string) => boolean) | undefined;
  calendar(site: SiteConfig): SiteCalendar;
  /** Whether the site's subscribed calendar cannot be loaded or read; undefined if it has none. */
  isCalendarFaulty(site: string): boolean | undefined;
  lamps?(): readonly LampStatus[];
  /** Of a site, as the sensors below. */
  zones(site: string): SiteView['zones'];
  sensors(site: string): SiteView['sensors'];
  /** The displays that have been connected before, also before the last restart. */
  displays(): SiteView['displays'];
  /** Endpoints of the subscribed browsers, by site. */
  pushes(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** An alert has opened or closed, and is saved. */
  publish(alert: Alert): void;
  /** There are messages to send. */
  onMessages(): void;
  onError(error: unknown): void;
}

/** A change, and what is remembered once it is on disk. */
interface DecidedChange extends AlertChange {
  readonly state: AlertState;
}

const everyMs = 1000;
const hourMs = 3_600_000;
const keptMs = 90 * 24 * hourMs;

/** Checks every second what is wrong, opens and closes alerts, and queues their messages. */
export class AlertMonitor {
  readonly #parts: AlertMonitorParts;
  /** Open alerts, by {@link causeKey}. */
  readonly #open = new Map<string, Alert>();
  /** Sites whose open alerts were read. */
  readonly #followed = new Set<string>();
  #state: AlertState = new Map();
  /** Decided, and not known to be on disk. */
  #unsaved: DecidedChange | undefined;
  readonly #rounds = new Rounds(() => this.#work(), everyMs);
  #forgotMs = Number.NEGATIVE_INFINITY;

  constructor(parts: AlertMonitorParts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    if (this.#parts.isOurs === undefined)
      for (const alert of await this.#parts.store.open()) this.#open.set(causeKey(alert), alert);
    this.#state = new Map([...this.#open.keys()].map((key) => [key, { isOpen: true }]));
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Newest first. */
  open(): Alert[] {
    const { clock } = this.#parts;
    const aheadMs = clock.now() - clock.monotonic();
    return [...this.#open]
      .map(([key, alert]): Alert => {
        const closesAtMs = this.#state.get(key)?.closesAtMs;
        return closesAtMs === undefined
          ? alert
          : { ...alert, closesAt: new Date(closesAtMs + aheadMs).toISOString() };
      })
      .toSorted((a, b) => b.openedAt.localeCompare(a.openedAt));
  }

  isOpen({ id }: Alert): boolean {
    return [...this.#open.values()].some((alert) => alert.id === id);
  }

  /** With several sidecars: reads the open alerts of sites that run here now, and forgets those of sites that do no longer. */
  async #follow(): Promise<void> {
    const { isOurs, sites, store } = this.#parts;
    if (isOurs === undefined) return;
    const fresh = sites().filter(({ id }) => !this.#followed.has(id));
    if (fresh.length > 0) {
      const state = new Map(this.#state);
      for (const alert of await store.open()) {
        if (!fresh.some(({ id }) => id === alert.site)) continue;
        this.#open.set(causeKey(alert), alert);
        state.set(causeKey(alert), { isOpen: true });
      }
      this.#state = state;
    }
    for (const { id } of fresh) this.#followed.add(id);
    const gone = [...this.#followed].filter((site) => !isOurs(site));
    if (gone.length === 0) return;
    for (const site of gone) this.#followed.delete(site);
    for (const [key, alert] of this.#open) if (gone.includes(alert.site)) this.#open.delete(key);
    this.#state = new Map(
      [...this.#state].filter(([key]) => !gone.some((site) => key.startsWith(`${site}/`))),
    );
  }

  async #work(): Promise<void> {
    try {
      await this.#follow();
      await this.check();
      await this.#forget();
    } catch (error) {
      this.#parts.onError(error);
    }
  }

  /**
   * Decides once. What could not be saved is saved first, as it was decided: it may be on disk although that was not
   * confirmed, and a second decision would create another alert.
   */
  async check(): Promise<void> {
    if (this.#unsaved !== undefined) await this.#save(this.#unsaved);
    const { clock } = this.#parts;
    const nowMs = clock.now();
    const decision = decide(this.#state, this.#causes(nowMs), clock.monotonic());
    if (decision.opened.length === 0 && decision.closed.length === 0) {
      this.#state = decision.state;
      return;
    }
    const at = new Date(nowMs).toISOString();
    const opened = decision.opened.map((cause) => alertOf(cause, at));
    const closed = decision.closed
      .flatMap((key) => this.#open.get(key) ?? [])
      .map((alert): Alert => ({ ...alert, closedAt: at }));
    const messages = await this.#messages(opened, closed, nowMs);
    await this.#save({ opened, closed, messages, state: decision.state });
  }

  async #save(change: DecidedChange): Promise<void> {
    const { store, publish, onMessages } = this.#parts;
    const { opened, closed, messages, state } = change;
    this.#unsaved = change;
    await store.save({ opened, closed, messages });
    this.#unsaved = undefined;
    this.#state = state;
    for (const alert of closed) this.#open.delete(causeKey(alert));
    for (const alert of opened) this.#open.set(causeKey(alert), alert);
    for (const alert of [...closed, ...opened]) publish(alert);
    if (messages.length > 0) onMessages();
  }

  *#causes(nowMs: number): Generator<Cause> {
    const { sites, zones, sensors, displays, settings, calendar, isCalendarFaulty, isOurs } = this.#parts;
    const lampsOf = groupBy(this.#parts.lamps?.() ?? [], ({ site }) => site);
    // Of nearly all sites that is nothing.
    const remembered = new Set([...this.#state.keys()].map((key) => key.slice(0, key.indexOf('/'))));
    const displaysOf = groupBy(displays(), ({ site }) => site);
    for (const site of sites()) {
      if (isOurs !== undefined && !this.#followed.has(site.id)) continue;
      const isRemembered = remembered.has(site.id)
        ? (key: CauseKey) => this.#state.has(causeKey(key))
        : nothing;
      const view: SiteView = {
        site: site.id,
        name: site.name,
        isOpen: calendar(site).isOpenAt(nowMs),
        isCalendarFaulty: isCalendarFaulty(site.id),
        lamps: lampsOf[site.id] ?? [],
        zones: zones(site.id),
        limits: new Map(site.zones.map(({ id, amberAt, redAt }) => [id, `${amberAt} ${redAt}`])),
        sensors: sensors(site.id),
        displays: displaysOf[site.id] ?? [],
      };
      yield* causesOf(view, settings.of(site.id).rules, isRemembered);
    }
  }

  async #messages(opened: readonly Alert[], closed: readonly Alert[], nowMs: number) {
    const { settings, sites, pushes } = this.#parts;
    const endpoints = await pushes();
    const receivers = (id: string) => {
      const kept = settings.of(id);
      const timezone = sites().find((site) => site.id === id)?.timezone ?? 'UTC';
      return {
        settings: kept,
        canEmail: settings.smtp !== undefined,
        pushes: endpoints.get(id) ?? [],
        quietUntilMs: quietUntil(kept.quietHours, nowMs, timezone),
      };
    };
    return [
      ...closed.flatMap((alert) => messagesOf(alert, 'closed', receivers(alert.site), nowMs)),
      ...opened.flatMap((alert) => messagesOf(alert, 'opened', receivers(alert.site), nowMs)),
    ];
  }

  async #forget(): Promise<void> {
    const { clock, store, retentionClock } = this.#parts;
    if (clock.monotonic() - this.#forgotMs < hourMs) return;
    this.#forgotMs = clock.monotonic();
    await store.forget(new Date(retentionClock.now() - keptMs).toISOString());
  }
}

const nothing = () => false;

function alertOf({ site, kind, subject, name, facts }: Cause, openedAt: string): Alert {
  return { id: randomUUID(), site, kind, subject, name, facts, openedAt };
}
