import { createHmac } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { DisplayChanges } from '#lib/contract/display.ts';
import type { HomeReport, ReportKind } from '#lib/contract/report.ts';
import type { Sidecar } from '#lib/contract/sidecar.ts';
import { type SummaryMessage, summaryMessageSchema } from '#lib/contract/wall.ts';
import { type Clock, systemClock } from '#server/clock.ts';
import type { Alerts } from '#server/features/alerts/alerts.ts';
import type { DisplaysFeature } from '#server/features/displays/displays-feature.ts';
import type { Lamps } from '#server/features/lamps/lamps.ts';
import type { ReportMaker } from '#server/features/reports/report-maker.ts';
import type { SummaryExchange } from '#server/features/wall/other-summaries.ts';
import { installationSecret } from '#server/platform/access/secret.ts';
import {
  ClusterStore,
  type LivingSidecar,
  type SidecarCard,
} from '#server/platform/cluster/cluster-store.ts';
import { Homes } from '#server/platform/cluster/homes.ts';
import { Membership } from '#server/platform/cluster/membership.ts';
import type { Environment } from '#server/platform/config/environment.ts';
import type { LiveConfiguration } from '#server/platform/config/live-configuration.ts';
import type { Database } from '#server/platform/database/database.ts';
import { InstallationStore } from '#server/platform/database/installation-store.ts';
import { ChangeListener } from '#server/platform/database/postgres/change-listener.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { SharedChanges } from '#server/platform/shared-changes.ts';
import { type Closing, type Known, nothingKnown } from '#server/site/elsewhere.ts';
import type { Sites } from '#server/site/sites.ts';
import type { ServedCertificate } from '../served-certificate.ts';
import { addressesOf, originFrom } from './address.ts';
import { FanOut } from './fan-out.ts';
import type { PassedRequest } from './forwarding-proof.ts';
import { Neighbours } from './neighbours.ts';
import { fileDigest, otherThan, requireSameInstallation } from './same-installation.ts';
import { SiteMoves } from './site-moves.ts';
import { thisMachine } from './this-machine.ts';
import { answerUnavailable } from './unavailable.ts';
import type { PassedBody, Passing } from './upstream-proxy.ts';

export interface ChainParts {
  readonly environment: Environment;
  readonly redisUrl: string;
  /** Absent: HTTP. */
  readonly certificate?: ServedCertificate | undefined;
  readonly database: Database;
  readonly configuration: LiveConfiguration;
  readonly logger: Logger;
  readonly version: string;
  readonly clock?: Clock | undefined;
  /** Ends the process at once: another may already be doing its work. */
  end(why: string): never;
}

/** What runs here, as other sidecars need it. */
export interface Attached {
  readonly sites: Sites;
  readonly displays: DisplaysFeature;
  readonly lamps: Pick<Lamps, 'statuses'>;
  readonly reports: Pick<ReportMaker, 'atHome'>;
  readonly alerts: Pick<Alerts, 'closing'>;
  readonly shared: SharedChanges;
  readonly wall: { all(): SummaryMessage };
}

/** Where sidecars publish what they say of their sites. */
const summariesTopic = 'summaries';

/** This sidecar among several that share the sites. */
export class Chain {
  readonly key: string;
  readonly membership: Membership;
  readonly homes: Homes;
  readonly neighbours: Neighbours;
  readonly fanOut: FanOut;
  readonly clock: Clock;
  #onBusMessage: (agedMs: number) => void = () => undefined;
  readonly #parts: ChainParts;
  readonly #store: ClusterStore;
  readonly #card: SidecarCard;
  readonly #changes: ChangeListener;
  readonly #moves: SiteMoves;
  #attached: Attached | undefined;
  #hasLeft = false;

  private constructor(parts: ChainParts, key: string, installation: string) {
    const { environment, database, logger, end } = parts;
    const clock = parts.clock ?? systemClock;
    this.#parts = parts;
    this.key = key;
    this.#store = new ClusterStore(database.db);
    this.#card = cardOf(parts, key);
    this.membership = new Membership({
      store: new ClusterStore(database.lease),
      clock,
      card: this.#card,
      onView: () => this.#refreshAll(),
      onLost: () => end('this sidecar was silent for too long, and others have taken its sites over'),
      onStore: (error) => {
        if (error === undefined) logger.info('the database answers again');
        else logger.error({ error: error.message }, 'the lease of this sidecar cannot be renewed');
      },
    });
    this.clock = { now: () => this.membership.now(), monotonic: () => clock.monotonic() };
    parts.certificate?.onRenewed(() => {
      void this.membership.publish({ certificate: parts.certificate?.fingerprint ?? '' });
    });
    this.homes = new Homes({
      store: this.#store,
      membership: this.membership,
      host: {
        configured: () => parts.configuration.sites.map(({ id }) => id),
        begin: (sites) => this.#moves.begin(sites),
        end: (site) => this.#moves.end(site),
        lose: (site) => this.#attached?.sites.lose(site),
        runs: (site) =>
          this.#attached?.sites.runs(site) === true || parts.configuration.site(site) === undefined,
      },
      onReleased: () => void this.neighbours.poke(),
      onError: (error) => logger.error({ error }, 'sites cannot be taken or handed over; it is tried again'),
    });
    this.#moves = new SiteMoves({
      ...{ logger, clock: this.clock, membership: this.membership, homes: this.homes },
      configured: () => parts.configuration.sites,
      sites: () => this.#attached?.sites,
    });
    this.neighbours = new Neighbours({
      ...{ environment, key, logger, membership: this.membership, homes: this.homes },
      onChanged: async () => this.#attached?.shared.refresh(),
    });
    this.#changes = new ChangeListener({
      connectionString: environment.databaseUrl ?? '',
      // What is not heard is seen within a second.
      onChange: () => void this.#attached?.shared.refresh(),
    });
    this.fanOut = new FanOut({
      url: parts.redisUrl,
      // Another Doorlight may use the same Redis.
      prefix: `doorlight:${installation}`,
      logger,
      ageOf: (atMs) => this.membership.ageOf(atMs),
      onMessage: (agedMs) => this.#onBusMessage(agedMs),
    });
  }

  /** @throws {ConfigurationError} if the running sidecars belong to another installation */
  static async open(parts: ChainParts): Promise<Chain> {
    const secret = await installationSecret(parts.environment);
    const key = createHmac('sha256', secret).update('chain').digest('base64url');
    const chain = new Chain(parts, key, await new InstallationStore(parts.database.db).id());
    await chain.#compare();
    return chain;
  }

  /** Adds what runs here. */
  attach(attached: Attached): void {
    this.#attached = attached;
  }

  /** Sites may come here from now on; everything else has started. */
  async start(): Promise<void> {
    this.fanOut.start();
    await this.membership.join();
    this.#changes.start();
    await this.homes.round();
  }

  /**
   * Everything else still runs: the sites move while this sidecar answers. Where nobody is left to take them they end with
   * everything else, as with one sidecar: lamps fall to what is safe, and nothing is handed over that would be believed later.
   */
  async stop(): Promise<void> {
    this.#changes.stop();
    if (!this.#moves.hasHeir()) return this.homes.freeze();
    await this.membership.retire();
    await this.homes.leave();
    await this.#moves.untilTaken();
    await this.#leave();
  }

  /** Everything else has stopped. */
  async close(): Promise<void> {
    if (!this.#hasLeft) await this.#leave();
  }

  async #leave(): Promise<void> {
    this.#hasLeft = true;
    await this.membership.leave();
    this.neighbours.forget(true);
    this.fanOut.stop();
  }

  /** Forwards a request to the home of its site, if that is another sidecar. */
  readonly passOn = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sender, site, body }: PassedRequest,
  ): Promise<void> => {
    if (this.#parts.configuration.site(site) === undefined) return;
    if (sender === 'sidecar') {
      if (!this.homes.isHere(site)) throw new ProblemError(421, 'The site is at home elsewhere.');
      return;
    }
    const giveUpMs = this.#moves.giveUpMs();
    const home = await this.#moves.untilHomeOf(site, giveUpMs);
    if (home === undefined) {
      reply.hijack();
      answerUnavailable(request.raw, reply.raw);
      return;
    }
    if (home.id === this.membership.id) return;
    const proxy = this.neighbours.proxyTo(home);
    reply.hijack();
    const passing: Passing = {
      ...{ request: request.raw, response: reply.raw, bodyLimit: request.routeOptions.bodyLimit },
      onMisdirected: (sent) => void this.#passAgain(passing, site, sent, giveUpMs),
    };
    proxy.pass(
      passing,
      body === undefined ? { kind: 'unread' } : { kind: 'json', text: JSON.stringify(body) },
    );
  };

  /** The site was just moving: forwards the request to its next home, or to the same one when it has begun with it. */
  async #passAgain(passing: Passing, site: string, body: PassedBody, giveUpMs: number): Promise<void> {
    const { request, response } = passing;
    const home = await this.#moves.nextHomeOf(site, giveUpMs);
    if (response.destroyed) return;
    try {
      // One that has come here meanwhile is asked for again by the client: this request is no longer Fastify's.
      if (home === undefined || home.id === this.membership.id) answerUnavailable(request, response);
      else this.neighbours.proxyTo(home).pass(passing, body);
    } catch {
      answerUnavailable(request, response);
    }
  }

  /** Calls back with the age (ms) of each state that comes from another sidecar. */
  onBusMessage(listener: (agedMs: number) => void): void {
    this.#onBusMessage = listener;
  }

  /** The state of what runs here. */
  known(): Known {
    if (this.#attached === undefined) return nothingKnown;
    const { sites, lamps } = this.#attached;
    return { zones: sites.states(), sensors: sites.statuses(), lamps: lamps.statuses() };
  }

  /** What is said of the sites that run here. */
  summaries(): SummaryMessage | undefined {
    return this.#attached?.wall.all();
  }

  /** What sidecars say of their sites, for the wall. */
  readonly exchange: SummaryExchange = {
    ageOf: (atMs) => this.membership.ageOf(atMs),
    publish: (message) => this.fanOut.publish(summariesTopic, message),
    follow: (listener) =>
      this.fanOut.follow(summariesTopic, (text) => {
        const message = summaryMessageSchema.safeParse(text);
        if (message.success && message.data.sidecar !== this.membership.id) listener(message.data);
      }),
    others: () => this.neighbours.ids(),
    ask: (sidecar) => this.neighbours.summaries(sidecar),
  };

  /** The screens that are connected here. @param since `cursor` of an earlier call */
  screens(since: string | undefined): DisplayChanges {
    const changes = this.#attached?.displays.displays.changes(since, 'own');
    return changes ?? { cursor: '', isAll: true, displays: [] };
  }

  /** What is known only here for the report of a site; undefined if it runs elsewhere. */
  async reportOf(site: string, kind: ReportKind, day: string): Promise<HomeReport | undefined> {
    const config = this.#parts.configuration.site(site);
    if (config === undefined || !this.homes.isHere(site)) return undefined;
    return this.#attached?.reports.atHome(config, kind, day);
  }

  /** When open alerts of sites that run here close. */
  closing(): Closing {
    return this.#attached?.alerts.closing() ?? {};
  }

  list(): Sidecar[] {
    // The longest there first: the same order at each.
    const sidecars = this.membership.sidecars.toSorted(
      (a, b) => a.sinceMs - b.sinceMs || a.id.localeCompare(b.id),
    );
    return sidecars.map((sidecar) => ({
      id: sidecar.id,
      address: this.#addressOf(sidecar),
      version: sidecar.version,
      weight: sidecar.drained?.weight ?? sidecar.weight,
      isDrained: sidecar.drained !== undefined,
      since: new Date(sidecar.sinceMs).toISOString(),
      sites: this.homes.sitesOf(sidecar.id),
      isSelf: sidecar.id === this.membership.id,
    }));
  }

  /** Takes a sidecar out of those that run sites, or back in; its sites move like at any planned move. */
  async drain(id: string, isDrained: boolean): Promise<'done' | 'unknown' | 'last'> {
    const result = await this.#store.drain(id, isDrained);
    if (result !== 'done') return result;
    // A refresh under way may have begun before.
    await this.membership.refresh();
    await this.membership.refresh();
    void this.neighbours.poke();
    return result;
  }

  /** The sidecar that runs a site; undefined while it moves. */
  homeOf(site: string): { readonly id: string; readonly address: string } | undefined {
    const home = this.homes.homeOf(site);
    return home && { id: home.id, address: this.#addressOf(home) };
  }

  /** The origin by which this sidecar reaches another. */
  #addressOf({ at }: LivingSidecar): string {
    return originFrom(this.neighbours.machine, at) ?? at.machine;
  }

  /** Once per second, and after each change of the sidecars. */
  #refreshAll(): void {
    void this.homes.round();
    if (this.#attached === undefined) return;
    void this.#attached.shared.refresh();
    void this.neighbours.askForScreens(this.#attached.displays);
  }

  async #compare(): Promise<void> {
    const { logger } = this.#parts;
    const { sidecars } = await this.#store.renew(this.membership.id);
    for (const other of sidecars) {
      requireSameInstallation(other, this.#card, this.#addressOf(other));
      for (const difference of otherThan(other, this.#card))
        logger.warn({ sidecar: this.#addressOf(other) }, difference);
    }
  }

  /** Refreshes now, also if a refresh is under way: that may have begun before the change. */
  async refresh(): Promise<void> {
    await this.homes.round();
    await this.membership.refresh();
  }
}

function cardOf({ environment, certificate, configuration, version }: ChainParts, key: string): SidecarCard {
  const file = fileDigest(configuration.base, key);
  return {
    at: addressesOf(environment, thisMachine()),
    version,
    weight: environment.nodeWeight,
    installation: {
      secret: createHmac('sha256', key).update('same secret').digest('base64url'),
      ...(file !== undefined && { file }),
    },
    ...(certificate !== undefined && { certificate: certificate.fingerprint }),
  };
}
