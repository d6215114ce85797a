import { createHmac, randomUUID, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { systemClock } from '#server/clock.ts';
import { installationSecret } from '#server/platform/access/secret.ts';
import type { Environment } from '#server/platform/config/environment.ts';
import { standbyAnnouncement } from '../announce.ts';
import { addressesOf, originFrom } from './address.ts';
import { type Holder, readHolder, sealHolder } from './holder.ts';
import { Lease } from './lease.ts';
import type { LeaseStore } from './lease-store.ts';
import { RedisLeaseStore } from './redis-lease-store.ts';
import { databaseName, fileDigest, requireSameInstallation } from './same-installation.ts';
import { StandbyServer } from './standby-server.ts';
import { thisMachine } from './this-machine.ts';

export interface StandbyParts {
  readonly environment: Environment & { readonly redisUrl: string };
  /** The sites of the configuration file; undefined in the demo. */
  readonly sites: readonly object[] | undefined;
  readonly logger: Logger;
  readonly version: string;
  /**
   * See {@link LeaseStore.hold}. Default: new for this process, which has certainly stopped using its earlier
   * leases.
   */
  readonly run?: string;
  /** Prints a message. */
  announce(text: string): void;
  /** Ends the process at once, without any further message: another may already be doing its work. */
  end(why: string): never;
}

/** The time in which this sidecar is active. */
export interface ActiveLease {
  readonly id: string;
  /** The port we listen on; {@link freePort} frees it. */
  readonly port: number;
  /** Key for the proofs of standbys. */
  readonly key: string;
  /** Resolves when we have to stop, because the lease could not be renewed. */
  readonly ending: Promise<void>;
  /** Milliseconds left for stopping. */
  readonly leftMs: number;
  /** To be called before anything is saved or sent: if the lease has passed unnoticed, the process ends. */
  check(): void;
  /** Another sidecar has claimed the database. */
  lost(): void;
  freePort(): Promise<void>;
}

/** A sidecar that has just become active has this long to start. */
const missedAfterMs = 5000;

/** One of several sidecars: on standby until it gets the lease. */
export class Standby {
  readonly #parts: StandbyParts;
  readonly #store: LeaseStore;
  readonly #key: string;
  readonly #machine = thisMachine();
  readonly #run: string;
  #port: number;
  #server: StandbyServer | undefined;
  #lease: Lease | undefined;
  #activeLease: ActiveLease | undefined;
  #missing: NodeJS.Timeout | undefined;
  #onEnding = () => {};
  #waiting: { resolve(activeLease: ActiveLease | undefined): void; reject(error: unknown): void } | undefined;

  private constructor(parts: StandbyParts, store: LeaseStore, key: string) {
    this.#parts = parts;
    this.#store = store;
    this.#key = key;
    this.#run = parts.run ?? randomUUID();
    this.#port = parts.environment.port;
  }

  static async open(parts: StandbyParts): Promise<Standby> {
    const secret = await installationSecret(parts.environment);
    const key = createHmac('sha256', secret).update('standby').digest('base64url');
    return new Standby(parts, await RedisLeaseStore.open(parts.environment.redisUrl), key);
  }

  /**
   * Stands by until this sidecar becomes active; releases an earlier lease.
   *
   * @returns undefined if it was closed meanwhile
   * @throws {ConfigurationError} if the active sidecar belongs to another installation
   */
  async waitUntilActive(): Promise<ActiveLease | undefined> {
    this.#activeLease = undefined;
    if (this.#server === undefined) await this.#listen();
    const activeLease = new Promise<ActiveLease | undefined>((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
    if (this.#lease === undefined) {
      this.#lease = this.#newLease();
      this.#lease.start();
    } else {
      await this.#lease.giveUp();
    }
    return activeLease;
  }

  async #listen(): Promise<void> {
    const { environment, version } = this.#parts;
    const server = new StandbyServer({
      environment: { ...environment, port: this.#port },
      key: this.#key,
      version,
    });
    this.#port = await server.listen();
    this.#server = server;
  }

  /** Releases the lease, if it is ours, and ends the standby. */
  async close(): Promise<void> {
    this.#activeLease = undefined;
    await this.#lease?.stop();
    await this.#store.close();
    await this.#freePort();
    this.#waiting?.resolve(undefined);
  }

  #newLease(): Lease {
    const { logger, end } = this.#parts;
    return new Lease({
      store: this.#store,
      clock: systemClock,
      run: this.#run,
      text: () => sealHolder(this.#self(), this.#key),
      onHeld: (text) => this.#begin(text),
      onOther: (text) => this.#follow(text),
      onEnding: () => {
        if (this.#activeLease === undefined) return;
        logger.error('the lease cannot be renewed: counting stops here until it can, or another goes on');
        this.#onEnding();
      },
      onStolen: () => end('another sidecar has taken the lease'),
      onStore: (error) => {
        if (error === undefined) logger.info('Redis answers again');
        else logger.error({ error: error.message }, 'Redis cannot be reached; it is tried again');
      },
    });
  }

  #self(): Holder {
    const { environment, sites, version } = this.#parts;
    const { tls } = environment;
    const file = fileDigest(sites, this.#key);
    return {
      id: randomUUID(),
      run: this.#run,
      at: addressesOf({ ...environment, port: this.#port }, this.#machine),
      ...(tls === undefined
        ? {}
        : { certificate: new X509Certificate(readFileSync(tls.certFile)).fingerprint256 }),
      database: databaseName(environment, this.#machine),
      ...(file === undefined ? {} : { file }),
      version,
      since: new Date().toISOString(),
    };
  }

  #begin(text: string): void {
    const lease = this.#lease;
    const id = readHolder(text, this.#key)?.holder.id;
    if (lease === undefined || id === undefined) return;
    const ending = new Promise<void>((resolve) => {
      this.#onEnding = resolve;
    });
    const activeLease: ActiveLease = {
      id,
      port: this.#port,
      key: this.#key,
      ending,
      get leftMs() {
        return lease.leftMs;
      },
      check: () => {
        if (this.#activeLease !== activeLease) throw new Error('This sidecar is not active any more.');
        if (!lease.isHeld()) this.#parts.end('the lease has passed unnoticed');
      },
      lost: () => this.#parts.end('another sidecar counts in this database'),
      freePort: () => this.#freePort(),
    };
    this.#activeLease = activeLease;
    this.#waiting?.resolve(activeLease);
  }

  /** Forwards to the sidecar that is active now, if it belongs to us. */
  #follow(text: string): void {
    const { environment, logger, announce, version } = this.#parts;
    this.#server?.setUpstream(undefined);
    clearTimeout(this.#missing);
    const read = readHolder(text, this.#key);
    if (read === undefined) {
      logger.error('what stands in Redis was not written by Doorlight, or by a version that is too new');
      return;
    }
    const { holder, isSealed } = read;
    const own = this.#self();
    const origin = originFrom(this.#machine, holder.at);
    try {
      requireSameInstallation(holder, isSealed, own, origin ?? 'another machine');
    } catch (error) {
      this.#waiting?.reject(error);
      return;
    }
    if (holder.database !== own.database) {
      logger.warn({ theirs: holder.database, ours: own.database }, 'DATABASE_URL names another address');
    }
    if (holder.file !== own.file) {
      logger.warn(
        'the configuration file is not the same as that of the sidecar that counts: theirs applies',
      );
    }
    if (holder.version !== version)
      logger.warn({ theirs: holder.version, ours: version }, 'the sidecar that counts runs another version');
    if (origin === undefined) {
      logger.error(
        'the sidecar that counts listens on its own machine only: set HOST, or ADVERTISE_URL, there',
      );
      return;
    }
    this.#server?.setUpstream({ id: holder.id, origin, certificate: holder.certificate });
    this.#missing = setTimeout(() => void this.#lookFor(origin), missedAfterMs);
    const { host, tls } = environment;
    announce(standbyAnnouncement({ host, port: this.#port, isSecure: tls !== undefined }, origin));
  }

  /** Checks the address at once; otherwise a wrong one would be noticed only by the first client. */
  async #lookFor(origin: string): Promise<void> {
    if ((await this.#server?.reaches()) !== false) return;
    this.#parts.logger.error(
      { origin },
      'the sidecar that counts cannot be reached: is a firewall between, or ADVERTISE_URL needed there?',
    );
  }

  async #freePort(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    clearTimeout(this.#missing);
    await server?.close();
  }
}
