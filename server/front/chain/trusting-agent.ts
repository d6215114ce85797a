import { Agent as HttpAgent } from 'node:http';
import { type AgentOptions, Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect } from 'node:tls';

/** Kept-alive connections to another sidecar. */
export type KeptConnections = HttpAgent | HttpsAgent;

/**
 * Connections to another sidecar.
 *
 * @param certificate SHA-256 of the only certificate that is trusted, whatever name it bears; absent: HTTP
 */
export function connectionsTo(certificate: string | undefined): KeptConnections {
  return certificate === undefined
    ? new HttpAgent({ keepAlive: true })
    : new TrustingAgent(certificate, { keepAlive: true });
}

/** Trusts exactly one certificate, checked before the first byte of a request is sent. */
class TrustingAgent extends HttpsAgent {
  readonly #certificate: string;

  constructor(certificate: string, options: AgentOptions) {
    super(options);
    this.#certificate = certificate;
  }

  /** Node calls this to open a connection; the returned socket, or the one passed to the callback, is used. */
  override createConnection(
    options: ConnectionOptions,
    connected: (error: Error | null, socket?: Duplex) => void,
  ): undefined {
    // A resumed session shows no certificate: each connection starts a new one.
    const { session: _session, ...fresh } = options;
    const socket = connect({ ...fresh, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
    const failed = (error: Error) => connected(error);
    socket.once('error', failed);
    socket.once('secureConnect', () => {
      socket.off('error', failed);
      if (socket.getPeerCertificate().fingerprint256 === this.#certificate) {
        socket.setNoDelay(true);
        connected(null, socket);
        return;
      }
      socket.destroy();
      connected(new Error('another certificate than the sidecar has named'));
    });
  }
}
