import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { ClientAddresses } from '#server/network/client-address.ts';
import type { Environment } from '#server/platform/config/environment.ts';
import { proofHeader } from './forwarding-proof.ts';
import { ownAnswer } from './own-answers.ts';
import { answerProblem, answerUnavailable } from './unavailable.ts';
import { type Active, UpstreamProxy } from './upstream-proxy.ts';

export interface PassOnServerParts {
  readonly environment: Pick<Environment, 'host' | 'port' | 'tls' | 'trustedProxies' | 'metricsToken'>;
  /** Signs what is passed on. */
  readonly key: string;
  readonly version: string;
}

/** The same as that of the active sidecar, so that a load balancer need not distinguish them. */
const keepAliveMs = 72_000;

/**
 * The server of a sidecar on standby: it forwards every request to the active sidecar and passes its answer
 * back unchanged. Only its own health it answers itself. While no sidecar is active, pages get one that waits
 * and retries, and programs are told when to retry.
 */
export class StandbyServer {
  readonly #parts: PassOnServerParts;
  readonly #server: Server;
  readonly #upgraded = new Set<Duplex>();
  #upstream: UpstreamProxy | undefined;

  constructor(parts: PassOnServerParts) {
    this.#parts = parts;
    const { tls } = parts.environment;
    this.#server =
      tls === undefined
        ? createServer()
        : createSecureServer({ cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) });
    this.#server.keepAliveTimeout = keepAliveMs;
    // // An upload may take its time, as with the active sidecar.
    this.#server.requestTimeout = 0;
    this.#server.on('request', (request, response) => this.#answer(request, response));
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /**
   * Begins to listen.
   *
   * @returns the port
   * @throws when the port is taken; the message says so
   */
  async listen(): Promise<number> {
    const { host, port } = this.#parts.environment;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    return (this.#server.address() as AddressInfo).port;
  }

  /** Forwards to this sidecar from now on; running requests to the one before are cut off. */
  setUpstream(active: Active | undefined): void {
    const { environment, key } = this.#parts;
    this.#upstream?.close();
    for (const socket of this.#upgraded) socket.destroy();
    this.#upstream =
      active === undefined
        ? undefined
        : new UpstreamProxy(active, {
            key,
            isSecure: environment.tls !== undefined,
            clients: new ClientAddresses(environment.trustedProxies),
          });
  }

  /** Whether the active sidecar answers us, and is the expected one. */
  async reaches(): Promise<boolean> {
    return (await this.#upstream?.answers()) ?? false;
  }

  /** Ends every connection; the port is free when it resolves. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.setUpstream(undefined);
    this.#server.closeAllConnections();
    await closed;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    if (isForAnother(request)) {
      answerProblem(request, response, 421, 'The sidecar that was asked is on standby itself.');
      return;
    }
    const { version, environment } = this.#parts;
    const own = ownAnswer(request, {
      version,
      metricsToken: environment.metricsToken,
      reaches: () => this.reaches(),
    });
    if (own !== undefined) own(response);
    else if (this.#upstream === undefined) answerUnavailable(request, response);
    else this.#upstream.pass(request, response);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#upgraded.add(socket);
    socket.once('close', () => this.#upgraded.delete(socket));
    if (this.#upstream === undefined || isForAnother(request)) socket.destroy();
    else this.#upstream.passUpgrade(request, socket, head);
  }
}

/** For a moment another standby may believe that we are active: forwarding again could go in circles. */
function isForAnother({ headers }: IncomingMessage): boolean {
  return headers[proofHeader] !== undefined;
}
