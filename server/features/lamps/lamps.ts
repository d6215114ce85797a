import { groupBy } from 'es-toolkit';
import type { LampState, LampStatus } from '#lib/contract/lamp.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { fail } from '#lib/result.ts';
import type { Clock } from '#server/clock.ts';
import type { Outbound } from '#server/network/outbound.ts';
import type { LampConfig, SiteConfig } from '#server/platform/config/configuration.ts';
import type { ZoneMessage } from '#server/site/pipeline.ts';
import { type LampDriver, type LampOutcome, lampDriver, lampTimeoutMs } from './lamp-drivers.ts';

export interface LampsParts {
  readonly clock: Clock;
  readonly outbound: Pick<Outbound, 'owned' | 'entered'>;
  sites(): readonly SiteConfig[];
  /** The present state of a zone. */
  state(zone: Path): ZoneState | undefined;
  /** Throws where this sidecar may send no more commands. */
  requireHome(): void;
  onBug(lamp: Path, error: unknown): void;
  /** Makes the driver of a lamp; default: over the network. */
  driver?(config: LampConfig): LampDriver;
}

/** What a zone's state is for a lamp. */
export function lampStateOf({ light, emergency }: Pick<ZoneState, 'light' | 'emergency'>): LampState {
  if (emergency === 'leave') return 'leave';
  return emergency === 'keep-out' ? 'keepOut' : light;
}

/** Why a command is given up, where it is not that the light has changed. */
const isLate = new Error('it does not answer in time');
/** First and longest wait before a failed command is repeated. */
const againMs = { first: 500, last: 10_000 };

/** One lamp: it gets a command at each change and again every few seconds, one at a time; the newest wins. */
class Lamp {
  readonly config: LampConfig;
  readonly #parts: LampsParts;
  readonly #driver: LampDriver;
  #state: { readonly shown: LampState; readonly untilMs: number } | undefined;
  #test: { readonly state: LampState; readonly untilMs: number } | undefined;
  #outcome: LampOutcome | undefined;
  #shown: LampState | undefined;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;
  #abort: AbortController | undefined;
  #isStopped = false;

  constructor(config: LampConfig, parts: LampsParts) {
    this.config = config;
    this.#parts = parts;
    const { entered, owned } = parts.outbound;
    this.#driver = parts.driver?.(config) ?? lampDriver(config, config.isEntered === true ? entered : owned);
  }

  start(): void {
    this.#schedule(0);
  }

  /** The state of its zone has come; it holds for `validForMs` and no longer. */
  hear(state: ZoneState): void {
    const before = this.wanted;
    this.#state = { shown: lampStateOf(state), untilMs: this.#nowMs() + state.validForMs };
    if (this.wanted !== before) this.#hurry();
  }

  test(state: LampState | undefined, ms: number): void {
    this.#test = state === undefined ? undefined : { state, untilMs: this.#nowMs() + ms };
    this.#hurry();
  }

  get wanted(): LampState {
    const nowMs = this.#nowMs();
    const real = this.#state !== undefined && this.#state.untilMs > nowMs ? this.#state.shown : 'unknown';
    // Nobody tries a lamp out while people are to leave.
    if (real === 'leave' || this.#test === undefined || this.#test.untilMs <= nowMs) return real;
    return this.#test.state;
  }

  status(): LampStatus {
    const { site, id, zone, driver, name, isBarrier } = this.config;
    const outcome = this.#outcome;
    const condition = outcome === undefined ? 'starting' : outcome.ok ? outcome.value : 'failed';
    const leftMs = (this.#test?.untilMs ?? 0) - this.#nowMs();
    return {
      site,
      lamp: id,
      zone,
      driver,
      isBarrier,
      wanted: this.wanted,
      condition,
      ...(name !== undefined && { name }),
      ...(this.#shown !== undefined && { shown: this.#shown }),
      ...(leftMs > 0 && { testUntil: new Date(this.#parts.clock.now() + leftMs).toISOString() }),
      ...(outcome?.ok === false && { error: outcome.error }),
    };
  }

  /** Sends it what it falls to, and releases it. */
  async stop({ fallsBack }: { readonly fallsBack: boolean }): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#abort?.abort();
    await this.#sending;
    try {
      if (fallsBack) await this.#show(this.config.failSafe, true);
    } finally {
      await this.#driver.close();
    }
  }

  #nowMs(): number {
    return this.#parts.clock.monotonic();
  }

  /** The running command is outdated: do not wait for it. */
  #hurry(): void {
    this.#abort?.abort();
    this.#schedule(0);
  }

  #schedule(ms: number): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), ms);
  }

  #send(): void {
    if (this.#sending !== undefined) return;
    const wanted = this.wanted;
    this.#sending = this.#show(wanted)
      .catch((error: unknown) => {
        this.#parts.onBug(pathOf(this.config.site, this.config.id), error);
        this.#outcome = fail('a mistake of Doorlight: see its log');
      })
      .finally(() => {
        this.#sending = undefined;
        this.#next(wanted);
      });
  }

  #next(sent: LampState): void {
    if (this.wanted !== sent) {
      this.#schedule(0);
      return;
    }
    const { repeatMs } = this.config;
    const isFailed = this.#outcome?.ok === false;
    this.#failures = isFailed ? this.#failures + 1 : 0;
    const nowMs = this.#nowMs();
    // When the state expires, the lamp shows `unknown`.
    const endsInMs = Math.min(
      ...[this.#state?.untilMs, this.#test?.untilMs].flatMap((untilMs) =>
        untilMs !== undefined && untilMs > nowMs ? [untilMs - nowMs] : [],
      ),
      repeatMs,
    );
    const backOffMs = Math.min(againMs.last, againMs.first * 2 ** Math.min(this.#failures - 1, 10));
    this.#schedule(isFailed ? Math.min(backOffMs, endsInMs) : endsInMs);
  }

  async #show(state: LampState, isLast = false): Promise<void> {
    const setting = this.config.settings.get(state);
    if (setting === undefined) return;
    this.#parts.requireHome();
    const abort = new AbortController();
    this.#abort = abort;
    // Not by `AbortSignal.any` of a `timeout`: Node 20 loses that when it collects garbage, and the lamp would never get a command again.
    const late = setTimeout(() => abort.abort(isLate), lampTimeoutMs);
    const outcome = await this.#driver.show(setting, abort.signal, isLast).finally(() => clearTimeout(late));
    // What was cut short because the light has changed says nothing of the lamp.
    if (!outcome.ok && abort.signal.aborted && abort.signal.reason !== isLate) return;
    this.#outcome = outcome;
    if (outcome.ok) this.#shown = state;
  }
}

/** Lamps and barriers at the doors. */
export class Lamps {
  readonly #parts: LampsParts;
  #lamps = new Map<Path, { readonly lamp: Lamp; readonly made: string }>();
  #ofZone: Partial<Record<Path, Lamp[]>> = {};
  #ending: Promise<unknown> = Promise.resolve();
  #isStarted = false;

  constructor(parts: LampsParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#isStarted = true;
    this.replace();
  }

  /** A site continues on another sidecar, which commands its lamps from now on. */
  release(site: string): void {
    const gone = [...this.#lamps].filter(([, { lamp }]) => lamp.config.site === site);
    for (const [path] of gone) this.#lamps.delete(path);
    this.#index();
    const stopped = gone.map(([, { lamp }]) => lamp.stop({ fallsBack: false }));
    this.#ending = Promise.allSettled([this.#ending, ...stopped]);
  }

  /** Follows a changed configuration: lamps that stay as they are go on undisturbed. */
  replace(): void {
    if (!this.#isStarted) return;
    const before = this.#lamps;
    this.#lamps = new Map();
    for (const config of this.#parts.sites().flatMap(({ lamps = [] }) => lamps)) {
      const path = pathOf(config.site, config.id);
      const made = JSON.stringify([
        config,
        [...config.settings].map(([state, setting]) => [state, printed(setting)]),
      ]);
      const known = before.get(path);
      if (known?.made === made) {
        this.#lamps.set(path, known);
        before.delete(path);
        continue;
      }
      const lamp = new Lamp(config, this.#parts);
      this.#lamps.set(path, { lamp, made });
      const state = this.#parts.state(pathOf(config.site, config.zone));
      if (state !== undefined) lamp.hear(state);
      // An output that is no longer named would stay as it is, green perhaps; and its device may serve one connection only.
      void Promise.allSettled([known?.lamp.stop({ fallsBack: true })]).then(() => lamp.start());
      before.delete(path);
    }
    this.#index();
    const gone = [...before.values()].map(({ lamp }) => lamp.stop({ fallsBack: true }));
    this.#ending = Promise.allSettled([this.#ending, ...gone]);
  }

  #index(): void {
    const lamps = [...this.#lamps.values()].map(({ lamp }) => lamp);
    this.#ofZone = groupBy(lamps, ({ config: { site, zone } }) => pathOf(site, zone));
  }

  /** To be called with each state of each zone, also when it is repeated. */
  publish({ path, state }: Pick<ZoneMessage, 'path' | 'state'>): void {
    for (const lamp of this.#ofZone[path] ?? []) lamp.hear(state());
  }

  statuses(): LampStatus[] {
    return [...this.#lamps.values()].map(({ lamp }) => lamp.status());
  }

  /** Shows a state for some time, whatever the light is; without a state the test ends. */
  test(path: Path, state: LampState | undefined, ms: number): LampStatus | undefined {
    const found = this.#lamps.get(path)?.lamp;
    found?.test(state, ms);
    return found?.status();
  }

  /** All fall to what is safe. Takes some seconds at most, where lamps do not answer. */
  async stop(): Promise<void> {
    const lamps = [...this.#lamps.values()];
    this.#lamps = new Map();
    await Promise.allSettled([this.#ending, ...lamps.map(({ lamp }) => lamp.stop({ fallsBack: true }))]);
  }
}

function printed(setting: unknown): string {
  return JSON.stringify(setting, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
}
