import { groupBy } from 'es-toolkit';
import type { Logger } from 'pino';
import { z } from 'zod';
import { displayChangesSchema } from '#lib/contract/display.ts';
import { lampStatusSchema } from '#lib/contract/lamp.ts';
import { type HomeReport, homeReportSchema } from '#lib/contract/report.ts';
import { sensorStatusSchema } from '#lib/contract/sensor-status.ts';
import { type SummaryMessage, summaryMessageSchema } from '#lib/contract/wall.ts';
import { zoneStateSchema } from '#lib/contract/zone-state.ts';
import type { DisplaysFeature } from '#server/features/displays/displays-feature.ts';
import { ClientAddresses } from '#server/network/client-address.ts';
import type { LivingSidecar } from '#server/platform/cluster/cluster-store.ts';
import type { Homes } from '#server/platform/cluster/homes.ts';
import type { Membership } from '#server/platform/cluster/membership.ts';
import type { Environment } from '#server/platform/config/environment.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import { type Elsewhere, type Known, nothingKnown } from '#server/site/elsewhere.ts';
import { originFrom } from './address.ts';
import { thisMachine } from './this-machine.ts';
import { UpstreamProxy } from './upstream-proxy.ts';

export interface NeighboursParts {
  readonly environment: Environment;
  readonly key: string;
  readonly membership: Membership;
  readonly homes: Homes;
  readonly logger: Pick<Logger, 'error' | 'info'>;
  /** A change was made at another sidecar by a client of this one, which sees it with its next request. */
  onChanged(): Promise<void>;
}

/** Paths that sidecars ask each other for. */
export const sitesPath = '/chain/v1/sites';
export const screensPath = '/chain/v1/screens';
export const summariesPath = '/chain/v1/summaries';
export const reportPath = '/chain/v1/report';
export const closingPath = '/chain/v1/closing';
export const refreshPath = '/chain/v1/look';

/** Forecasts are calculated for it. */
const reportMs = 15_000;
/** An answer whose validity alone differs a little is the same answer, and is not sent again. */
const validityStepMs = 250;
/** A sidecar that has died does not answer until its lease has expired: that is not worth a message. */
const unreachableAfter = 10;

const knownSchema = z.object({
  zones: z.array(zoneStateSchema),
  sensors: z.array(sensorStatusSchema),
  lamps: z.array(lampStatusSchema),
});
const closingSchema = z.record(z.string(), z.iso.datetime());

/** The other sidecars: the way to each, and what they know of the sites that run on them. */
export class Neighbours {
  readonly machine = thisMachine();
  readonly #parts: NeighboursParts;
  readonly #proxies = new Map<string, UpstreamProxy>();
  /** How far the screens of each are known. */
  readonly #cursors = new Map<string, string>();
  /** Failed rounds in a row. */
  readonly #failures = new Map<string, number>();
  #round: Promise<void> | undefined;

  constructor(parts: NeighboursParts) {
    this.#parts = parts;
  }

  /** The way to one. @throws {ProblemError} when it can be reached on its own machine only */
  proxyTo(sidecar: LivingSidecar): UpstreamProxy {
    const known = this.#proxies.get(sidecar.id);
    // One that has renewed its certificate is asked by new connections.
    if (known !== undefined && known.certificate === sidecar.certificate) return known;
    const origin = originFrom(this.machine, sidecar.at);
    if (origin === undefined)
      throw new ProblemError(
        503,
        'The home of the site listens on its own machine only: set HOST, or ADVERTISE_URL, there.',
      );
    const { environment, key, onChanged } = this.#parts;
    const proxy = new UpstreamProxy(
      { id: sidecar.id, origin, certificate: sidecar.certificate },
      {
        key,
        isSecure: environment.tls !== undefined,
        clients: new ClientAddresses(environment.trustedProxies),
        onChanged,
      },
    );
    this.#proxies.set(sidecar.id, proxy);
    return proxy;
  }

  readonly elsewhere: Elsewhere = {
    site: async (site) => {
      const { homes, membership } = this.#parts;
      const home = homes.homeOf(site);
      if (home === undefined || home.id === membership.id) return nothingKnown;
      return this.#ask(home, `${sitesPath}?site=${site}`);
    },
    all: async () => {
      const answers = await Promise.all(
        this.#others().map((sidecar) => this.#ask(sidecar, sitesPath).catch(() => nothingKnown)),
      );
      return {
        zones: answers.flatMap(({ zones }) => zones),
        sensors: answers.flatMap(({ sensors }) => sensors),
        lamps: answers.flatMap(({ lamps }) => lamps),
      };
    },
    reports: async (sites, kind, day) => {
      const byHome = groupBy(sites, (site) => this.#parts.homes.homeOf(site)?.id ?? '');
      const found = new Map<string, HomeReport>();
      await Promise.all(
        this.#others().map(async (home) => {
          for (const site of byHome[home.id] ?? []) {
            const asked = `${reportPath}?site=${site}&kind=${kind}&day=${day}`;
            const answer = await this.#report(home, asked).catch(() => undefined);
            // It is not waited for again for each of its sites.
            if (answer === undefined) return;
            if (answer !== null) found.set(site, answer);
          }
        }),
      );
      return found;
    },
    closing: async () => {
      const answers = await Promise.all(
        this.#others().map((sidecar) =>
          this.proxyTo(sidecar)
            .ask(closingPath)
            .then((answer) => closingSchema.parse(answer))
            .catch(() => ({})),
        ),
      );
      return Object.assign({}, ...answers);
    },
  };

  /** The ids of the others. */
  ids(): readonly string[] {
    return this.#others().map(({ id }) => id);
  }

  /** What one says of all its sites. @throws when it does not answer */
  async summaries(id: string): Promise<SummaryMessage> {
    const other = this.#others().find((sidecar) => sidecar.id === id);
    if (other === undefined) throw new Error('the other sidecar is gone');
    return summaryMessageSchema.parse(await this.proxyTo(other).ask(summariesPath));
  }

  /** Asks each for the screens that have come and gone since the last time. Never throws. */
  askForScreens(displays: Pick<DisplaysFeature, 'hear'>): Promise<void> {
    this.#round ??= this.#askForScreens(displays).finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  /** Has the others check now who runs what. Never throws. */
  async poke(): Promise<void> {
    await Promise.allSettled(this.#others().map((other) => this.proxyTo(other).ask(refreshPath)));
  }

  /** Closes the ways to those that are gone. @param all whether this sidecar stops */
  forget(all = false): void {
    const living = new Set(all ? [] : this.#others().map(({ id }) => id));
    for (const [id, proxy] of this.#proxies) {
      if (living.has(id)) continue;
      proxy.close();
      this.#proxies.delete(id);
    }
  }

  #others(): readonly LivingSidecar[] {
    const { id, sidecars } = this.#parts.membership;
    return sidecars.filter((sidecar) => sidecar.id !== id);
  }

  async #askForScreens(displays: Pick<DisplaysFeature, 'hear'>): Promise<void> {
    this.forget();
    const others = this.#others();
    for (const known of this.#cursors.keys()) {
      if (others.some(({ id }) => id === known)) continue;
      this.#cursors.delete(known);
      this.#failures.delete(known);
      displays.hear(known, undefined);
    }
    await Promise.all(
      others.map(async (other) => {
        const since = this.#cursors.get(other.id);
        const query = since === undefined ? '' : `?since=${since}`;
        try {
          const answer = await this.proxyTo(other).ask(`${screensPath}${query}`);
          const { cursor, ...news } = displayChangesSchema.parse(answer);
          this.#cursors.set(other.id, cursor);
          displays.hear(other.id, news);
          this.#reached(other, undefined);
        } catch (error) {
          // It keeps the screens that it had.
          this.#reached(other, error);
        }
      }),
    );
  }

  #reached({ id, at }: LivingSidecar, error: unknown): void {
    const before = this.#failures.get(id) ?? 0;
    const failures = error === undefined ? 0 : before + 1;
    this.#failures.set(id, failures);
    const facts = { sidecar: id, address: originFrom(this.machine, at) };
    if (failures === unreachableAfter)
      this.#parts.logger.error(
        { ...facts, error: error instanceof Error ? error.message : error },
        'another sidecar cannot be reached: is a firewall between, or HOST or ADVERTISE_URL needed there?',
      );
    if (failures === 0 && before >= unreachableAfter)
      this.#parts.logger.info(facts, 'the other sidecar can be reached again');
  }

  /** Null: the site has moved. */
  async #report(home: LivingSidecar, asked: string): Promise<HomeReport | null> {
    return homeReportSchema.nullable().parse(await this.proxyTo(home).ask(asked, reportMs));
  }

  /** Lights are valid for as long as they were when their home decided them, less the way. */
  async #ask(sidecar: LivingSidecar, url: string): Promise<Known> {
    const { zones, ...others } = knownSchema.parse(await this.proxyTo(sidecar).ask(url));
    const { membership } = this.#parts;
    const aged = zones.map((state) => ({
      ...state,
      validForMs:
        Math.floor((state.validForMs - membership.ageOf(Date.parse(state.asOf))) / validityStepMs) *
        validityStepMs,
    }));
    return { ...others, zones: aged.filter(({ validForMs }) => validForMs > 0) };
  }
}
