import pino, { type Logger } from 'pino';
import type { RolesAtSites } from '#lib/contract/person.ts';
import type { Role } from '#lib/contract/principal.ts';
import { AuditStore } from '#server/features/audit/audit-store.ts';
import type { Clock } from '../clock.ts';
import { ApiKeyStore } from '../features/people/api-key-store.ts';
import { Outbound } from '../network/outbound.ts';
import { openAuthentication } from '../platform/access/authentication.ts';
import { EntryStore } from '../platform/config/entry-store.ts';
import { readEnvironment } from '../platform/config/environment.ts';
import type { Variables } from '../platform/config/interpolate.ts';
import { LiveConfiguration } from '../platform/config/live-configuration.ts';
import { parseSiteFile } from '../platform/config/site-file.ts';
import { limitsFor } from '../platform/limits/limit-store.ts';
import { families } from '../sensors/registry.ts';
import { Sidecar } from '../sidecar.ts';
import type { DemoSite } from '../simulators/demo-site.ts';
import { chainServersOfRun, memberVariables } from './chain-servers.ts';
import { TestDatabase } from './test-database.ts';

const adminPassword = 'correct horse battery';
export const userPassword = 'staple correct horse';

/** A signed-in user, or nobody. */
export interface Visitor {
  readonly cookie?: string;
}

export interface RunningSidecarOptions {
  /** A database that is used further after this sidecar; default: one of its own. */
  readonly database?: TestDatabase;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** A demo whose sensors run; its sites are those of the sidecar where `siteFile` is empty. */
  readonly demo?: DemoSite;
  /** Default: none is written. */
  readonly logger?: Logger;
  /** Further variables of the environment. */
  readonly variables?: Variables;
  /** Asked to start again; default: nobody can. */
  readonly restart?: () => void;
}

/**
 * A whole sidecar in this process, with its own database, tested from outside. Where the run goes through a front, `url` is
 * that of a second sidecar, which runs no sites.
 */
export class RunningSidecar {
  readonly url: string;
  /** The one that runs the sites. */
  readonly sidecar: Sidecar;
  /** A new one-time link's token. */
  readonly oneTimeToken: () => Promise<string | undefined>;
  readonly #stop: () => Promise<void>;
  #admin: Visitor | undefined;

  private constructor(
    url: string,
    { sidecar, oneTimeToken }: Pick<RunningSidecar, 'sidecar' | 'oneTimeToken'>,
    stop: () => Promise<void>,
  ) {
    this.url = url;
    this.sidecar = sidecar;
    this.oneTimeToken = oneTimeToken;
    this.#stop = stop;
  }

  /** @param siteFile text of a configuration file */
  static async start(siteFile: string, options: RunningSidecarOptions = {}): Promise<RunningSidecar> {
    const servers = chainServersOfRun();
    // What a test starts as one of several it starts itself.
    if (servers === undefined || options.variables?.REDIS_URL !== undefined)
      return RunningSidecar.#startOne(siteFile, options);
    const database = options.database ?? (await TestDatabase.create(servers.postgres));
    const start = async (weight: '0' | '1') =>
      RunningSidecar.#startOne(siteFile, {
        ...options,
        database,
        variables: { ...(await memberVariables(servers.redis, weight)), ...options.variables },
      });
    const home = await start('1');
    const front = await start('0');
    return new RunningSidecar(front.url, home, async () => {
      await front.stop();
      await home.stop();
      if (options.database === undefined) await database.remove();
    });
  }

  static async #startOne(siteFile: string, options: RunningSidecarOptions): Promise<RunningSidecar> {
    const kept = options.database ?? (await TestDatabase.create());
    const environment = readEnvironment({
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: kept.options.dataDir,
      DATABASE_URL: kept.options.databaseUrl,
      DOORLIGHT_ADMIN_PASSWORD: adminPassword,
      LOG_LEVEL: 'silent',
      ...options.variables,
    });
    const logger = options.logger ?? pino({ level: 'silent' });
    const database = await kept.open();
    const configuration = await LiveConfiguration.load({
      ...baseOf(siteFile, options.demo),
      addresses: new Outbound(environment).entered,
      families,
      saver: new EntryStore(database.db, (db) => new AuditStore(db)),
      onLeftOut: (name, problem) => {
        throw new Error(`${name} is left out: ${problem.path}`);
      },
      onTrouble: ({ level, message, ...facts }) => logger[level](facts, message),
    });
    const limit = limitsFor(environment, database.db);
    const authentication = await openAuthentication({
      environment,
      database,
      logger,
      limit,
      keyOwner: (hash) => new ApiKeyStore(database.db).find(hash),
      sites: () => configuration.sites,
    });
    const sidecar = await Sidecar.create({
      environment,
      families,
      configuration,
      database,
      authentication,
      logger,
      version: 'test',
      limit,
      ...(options.clock !== undefined && { clock: options.clock }),
      ...(options.demo === undefined ? {} : { demo: options.demo }),
      ...(options.restart === undefined ? {} : { restart: options.restart }),
    });
    const port = await sidecar.start();
    const oneTimeToken = () => authentication.firstToken(true);
    return new RunningSidecar(`http://127.0.0.1:${port}`, { sidecar, oneTimeToken }, async () => {
      await sidecar.stop();
      await database.close();
      if (options.database === undefined) await kept.remove();
    });
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  fetch(path: string, visitor: Visitor = {}, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (visitor.cookie !== undefined) headers.set('cookie', visitor.cookie);
    return fetch(this.url + path, { ...init, headers, redirect: 'manual' });
  }

  /** Sends JSON. */
  send(method: 'POST' | 'PUT' | 'DELETE', path: string, visitor: Visitor, body?: unknown): Promise<Response> {
    return this.fetch(path, visitor, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  }

  /** The JSON of a successful answer. */
  async read<T>(path: string, visitor: Visitor): Promise<T> {
    const answer = await this.fetch(path, visitor);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async signIn(username = 'admin', password = adminPassword): Promise<Visitor> {
    const answer = await this.send('POST', '/api/auth/sign-in/username', {}, { username, password });
    if (!answer.ok) throw new Error(`sign-in of ${username}: ${answer.status}`);
    return {
      cookie: answer.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; '),
    };
  }

  /** A new user, signed in, with a role at all sites or one at each of some. */
  async user(username: string, role: Role | RolesAtSites): Promise<Visitor> {
    // Once: sign-in is limited to ten a minute.
    this.#admin ??= await this.signIn();
    const admin = this.#admin;
    const created = await this.send('POST', '/api/v1/people', admin, {
      username: username.toLowerCase(),
      password: userPassword,
      ...(typeof role === 'string' ? { role } : { sites: role }),
    });
    if (!created.ok) throw new Error(`user ${username}: ${created.status} ${await created.text()}`);
    return this.signIn(username, userPassword);
  }
}

/** Without a configuration file it is the demo. */
function baseOf(siteFile: string, demo: DemoSite | undefined) {
  if (siteFile !== '' || demo === undefined) {
    const { sites } = parseSiteFile(siteFile, 'site.yaml', { families, variables: {} });
    return { base: sites, baseOwner: 'file' } as const;
  }
  return { base: demo.sites.map((site) => ({ ...site })), baseOwner: 'demo' } as const;
}
