import { createHmac, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type DisplayStatus, displayStatusSchema } from '#lib/contract/display.ts';
import { sensorStatusSchema } from '#lib/contract/sensor-status.ts';
import { type Sidecar, sidecarsSchema } from '#lib/contract/sidecar.ts';
import { zoneStateSchema } from '#lib/contract/zone-state.ts';
import { type Clock, systemClock } from '#server/clock.ts';
import { ClientAddresses } from '#server/network/client-address.ts';
import type { Guard } from '#server/platform/access/guard.ts';
import { installationSecret } from '#server/platform/access/secret.ts';
import {
  type AcquiredSite,
  ClusterStore,
  type LivingSidecar,
} from '#server/platform/cluster/cluster-store.ts';
import { Homes } from '#server/platform/cluster/homes.ts';
import { Membership } from '#server/platform/cluster/membership.ts';
import type { Environment } from '#server/platform/config/environment.ts';
import type { LiveConfiguration } from '#server/platform/config/live-configuration.ts';
import type { Database } from '#server/platform/database/database.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Elsewhere, Sites } from '#server/site/sites.ts';
import { handedOverZonesSchema } from '#server/site/zone.ts';
import { addressesOf, originFrom } from './address.ts';
import { FanOut } from './fan-out.ts';
import type { Sender } from './forwarding-proof.ts';
import { thisMachine } from './this-machine.ts';
import { UpstreamProxy } from './upstream-proxy.ts';

export interface ChainParts {
  readonly environment: Environment;
  readonly redisUrl: string;
  readonly database: Database;
  readonly configuration: LiveConfiguration;
  readonly logger: Logger;
  readonly version: string;
  readonly clock?: Clock | undefined;
  /** Ends the process at once: what it does may be done by another already. */
  end(why: string): never;
}

/** A request waits so long for a site that moves. */
const moveWithinMs = 4000;
/** Messages of a site are numbered from here on with each move. */
const seqsOfEpoch = 1_000_000_000;
const paramsSchema = z.looseObject({ site: z.string() });
const answerSchema = z.object({ zones: z.array(zoneStateSchema), sensors: z.array(sensorStatusSchema) });
const path = '/chain/v1/sites';
const screensPath = '/chain/v1/screens';

/** What sidecars are to each other: who runs which site, and the way to ask whoever does. */
export class Chain {
  readonly key: string;
  readonly membership: Membership;
  readonly homes: Homes;
  readonly fanOut: FanOut;
  readonly clock: Clock;
  #onBusMessage: (agedMs: number) => void = () => undefined;
  readonly #parts: ChainParts;
  readonly #machine = thisMachine();
  readonly #proxies = new Map<string, UpstreamProxy>();
  #sites: Sites | undefined;
  #displays: { ownStatuses(): readonly DisplayStatus[] } | undefined;
  readonly #screens = new Map<string, readonly DisplayStatus[]>();
  #asking: Promise<unknown> | undefined;
  #configurationAt: string | undefined;

  private constructor(parts: ChainParts, key: string) {
    const { environment, database, logger, version, end } = parts;
    const clock = parts.clock ?? systemClock;
    const store = new ClusterStore(database.db);
    const { tls } = environment;
    this.#parts = parts;
    this.key = key;
    this.membership = new Membership({
      store,
      clock,
      card: {
        at: addressesOf(environment, this.#machine),
        version,
        weight: environment.nodeWeight,
        ...(tls !== undefined && {
          certificate: new X509Certificate(readFileSync(tls.certFile)).fingerprint256,
        }),
      },
      onView: () => {
        void this.homes.round();
        void this.#followConfiguration();
        this.#asking ??= this.#askForScreens().finally(() => {
          this.#asking = undefined;
        });
      },
      onLost: () => end('this sidecar was silent for too long, and others have taken its sites over'),
      onStore: (error) => {
        if (error === undefined) logger.info('the database answers again');
        else logger.error({ error: error.message }, 'the lease of this sidecar cannot be renewed');
      },
    });
    this.clock = { now: () => this.membership.now(), monotonic: () => clock.monotonic() };
    this.homes = new Homes({
      store,
      membership: this.membership,
      host: {
        configured: () => parts.configuration.sites.map(({ id }) => id),
        begin: (sites) => this.#begin(sites),
        end: (site) => this.#end(site),
      },
      onError: (error) => logger.error({ error }, 'sites cannot be taken or handed over; it is tried again'),
    });
    this.fanOut = new FanOut({
      url: parts.redisUrl,
      logger,
      clock: this.clock,
      doubtMs: () => this.membership.doubtMs,
      onMessage: (agedMs) => this.#onBusMessage(agedMs),
    });
  }

  static async open(parts: ChainParts): Promise<Chain> {
    const secret = await installationSecret(parts.environment);
    return new Chain(parts, createHmac('sha256', secret).update('chain').digest('base64url'));
  }

  /** Whether this sidecar does what is done once for all of them. */
  get isFirst(): boolean {
    const { id, sidecars } = this.membership;
    return this.membership.isHeld() && sidecars.every((sidecar) => sidecar.id >= id);
  }

  /** The sites that are to run here. */
  attach(sites: Sites, displays: { ownStatuses(): readonly DisplayStatus[] }): void {
    this.#sites = sites;
    this.#displays = displays;
  }

  /** Displays with screens that hang on other sidecars, as these said last. */
  screensElsewhere(): readonly DisplayStatus[] {
    return this.membership.sidecars.flatMap(({ id }) => this.#screens.get(id) ?? []);
  }

  /** After everything else: from now on sites come here. */
  async start(): Promise<void> {
    this.fanOut.start();
    await this.membership.join();
    await this.homes.round();
  }

  /** Before everything else: the sites move while this sidecar still answers. */
  async stop(): Promise<void> {
    await this.membership.retire();
    await this.homes.leave();
    // The others have looked by then, and begun.
    if (this.membership.sidecars.some(({ id, weight }) => id !== this.membership.id && weight > 0))
      await sleep(2000);
    await this.membership.leave();
    for (const proxy of this.#proxies.values()) proxy.close();
    this.fanOut.stop();
  }

  /** Passes a request on that is for the home of a site; what is for this sidecar goes on here. */
  readonly passOn = async (request: FastifyRequest, reply: FastifyReply, sender: Sender): Promise<void> => {
    const params = paramsSchema.safeParse(request.params);
    if (!params.success || this.#parts.configuration.site(params.data.site) === undefined) return;
    const { site } = params.data;
    if (sender === 'sidecar') {
      if (!this.homes.isHere(site)) throw new ProblemError(421, 'The site is at home elsewhere.');
      return;
    }
    const home = await this.#homeOf(site);
    if (home === undefined) throw new ProblemError(503, 'The site is moving to another sidecar. Try again.');
    if (home.id === this.membership.id) return;
    reply.hijack();
    this.#proxyTo(home).pass(request.raw, reply.raw);
  };

  /** Calls back with the age (ms) of each state that comes from another sidecar. */
  onBusMessage(listener: (agedMs: number) => void): void {
    this.#onBusMessage = listener;
  }

  /** What the others know of the sites that run there. */
  readonly elsewhere: Elsewhere = {
    site: async (site) => {
      const home = this.homes.homeOf(site);
      if (home === undefined || home.id === this.membership.id) return { zones: [], sensors: [] };
      return this.#ask(home, `${path}?site=${site}`);
    },
    all: async () => {
      const { id, sidecars } = this.membership;
      const answers = await Promise.all(
        sidecars
          .filter((sidecar) => sidecar.id !== id)
          .map((sidecar) => this.#ask(sidecar, path).catch(() => ({ zones: [], sensors: [] }))),
      );
      return {
        zones: answers.flatMap(({ zones }) => zones),
        sensors: answers.flatMap(({ sensors }) => sensors),
      };
    },
  };

  /** @param senderOf tells who sent a request: others than sidecars find nothing at the paths that are theirs */
  plugin(guard: Guard, senderOf: (request: IncomingMessage) => Sender): FastifyPluginAsyncZod {
    return async (app) => {
      app.get(
        path,
        { schema: { hide: true, querystring: z.object({ site: z.string().optional() }) } },
        async (request) => {
          if (senderOf(request.raw) !== 'sidecar') throw new ProblemError(404, 'There is nothing here.');
          const { site } = request.query;
          const isAsked = (each: { readonly site: string }) => site === undefined || each.site === site;
          const sites = this.#sites;
          return {
            zones: sites?.states().filter(isAsked) ?? [],
            sensors: sites?.statuses().filter(isAsked) ?? [],
          };
        },
      );
      app.get(screensPath, { schema: { hide: true } }, async (request) => {
        if (senderOf(request.raw) !== 'sidecar') throw new ProblemError(404, 'There is nothing here.');
        return this.#displays?.ownStatuses().filter(({ connections }) => connections > 0) ?? [];
      });
      app.get(
        '/api/v1/sidecars',
        {
          schema: {
            tags: ['installation'],
            summary: 'The sidecars of this Doorlight, and how many sites each runs',
            description: 'Needs the right to administer.',
            response: { 200: sidecarsSchema },
          },
        },
        async (request) => {
          await guard.require(request, 'administer');
          return { items: this.list() };
        },
      );
    };
  }

  list(): Sidecar[] {
    return this.membership.sidecars.map((sidecar) => ({
      id: sidecar.id,
      address: originFrom(this.#machine, sidecar.at) ?? sidecar.at.machine,
      version: sidecar.version,
      since: new Date(sidecar.sinceMs).toISOString(),
      sites: this.homes.sitesOf(sidecar.id),
      isSelf: sidecar.id === this.membership.id,
    }));
  }

  async #homeOf(site: string): Promise<LivingSidecar | undefined> {
    const giveUpMs = this.clock.monotonic() + moveWithinMs;
    for (;;) {
      const home = this.homes.homeOf(site);
      if (home !== undefined && (home.id !== this.membership.id || this.homes.isHere(site))) return home;
      if (this.clock.monotonic() > giveUpMs) return undefined;
      await sleep(100);
      await this.membership.refresh();
      await this.homes.round();
    }
  }

  async #askForScreens(): Promise<void> {
    const { id, sidecars } = this.membership;
    const others = sidecars.filter((sidecar) => sidecar.id !== id);
    for (const known of this.#screens.keys())
      if (!others.some((other) => other.id === known)) this.#screens.delete(known);
    for (const other of others) {
      // One that does not answer now has the screens that it had.
      await this.#proxyTo(other)
        .ask(screensPath)
        .then((answer) => this.#screens.set(other.id, z.array(displayStatusSchema).parse(answer)))
        .catch(() => undefined);
    }
  }

  async #ask(sidecar: LivingSidecar, url: string): Promise<z.infer<typeof answerSchema>> {
    const { zones, sensors } = answerSchema.parse(await this.#proxyTo(sidecar).ask(url));
    const nowMs = this.clock.now();
    const worth = zones.map((state) => {
      const agedMs = Math.max(0, nowMs - Date.parse(state.asOf)) + this.membership.doubtMs;
      return { ...state, validForMs: Math.floor(state.validForMs - agedMs) };
    });
    return { zones: worth.filter(({ validForMs }) => validForMs > 0), sensors };
  }

  #proxyTo(sidecar: LivingSidecar): UpstreamProxy {
    const known = this.#proxies.get(sidecar.id);
    if (known !== undefined) return known;
    const origin = originFrom(this.#machine, sidecar.at);
    if (origin === undefined)
      throw new ProblemError(
        503,
        'The home of the site listens on its own machine only: set HOST, or ADVERTISE_URL, there.',
      );
    const { environment } = this.#parts;
    const proxy = new UpstreamProxy(
      { id: sidecar.id, origin, certificate: sidecar.certificate },
      {
        key: this.key,
        isSecure: environment.tls !== undefined,
        clients: new ClientAddresses(environment.trustedProxies),
      },
    );
    this.#proxies.set(sidecar.id, proxy);
    return proxy;
  }

  async #begin(acquired: readonly AcquiredSite[]): Promise<void> {
    await this.#sites?.begin(
      new Map(
        acquired.map(({ site, epoch, handedOver }) => {
          const zones =
            handedOver === undefined || handedOver === ''
              ? {}
              : handedOverZonesSchema.parse(JSON.parse(handedOver));
          return [site, { zones, firstSeq: epoch * seqsOfEpoch }];
        }),
      ),
    );
  }

  async #end(site: string): Promise<string | undefined> {
    try {
      return JSON.stringify((await this.#sites?.end(site)) ?? {});
    } catch (error) {
      this.#parts.logger.error({ error, site }, 'a site cannot be handed over; it is tried again');
      return undefined;
    }
  }

  /** A change that another sidecar has made. */
  async #followConfiguration(): Promise<void> {
    const { configuration, logger } = this.#parts;
    try {
      const at = await configuration.changedAt();
      if (at !== this.#configurationAt && this.#configurationAt !== undefined) await configuration.reload();
      this.#configurationAt = at ?? '';
    } catch (error) {
      logger.error(
        { error },
        'a change of the configuration by another sidecar cannot be read; it is tried again',
      );
    }
  }
}
