import { TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import { Outbound } from '../../network/outbound.ts';
import type { DeviceHttpOptions, DeviceTls } from './device-http.ts';

/** The device's certificate is not trusted. */
export class CertificateError extends Error {
  override readonly name = 'CertificateError';
  /** OpenSSL's code, or `fingerprint` if another one was pinned. */
  readonly detail: string;
  /** SHA-256 of the certificate seen, `AB:CD:…`. */
  readonly fingerprint: string | undefined;

  constructor(detail: string, fingerprint: string | undefined) {
    super(`certificate not trusted: ${detail}`);
    this.detail = detail;
    this.fingerprint = fingerprint;
  }
}

const { owned: anyOwner } = new Outbound();

/** Events of a {@link trustedConnector}'s connections. */
export interface ConnectionWatcher {
  /** A connection is being opened; `hangUp` closes it, now or at any time later. */
  onDial(hangUp: () => void): void;
  /** The connection is open and trusted. */
  onConnect(socket: ConnectedSocket): void;
}

/**
 * Connects for undici as the sensor's `tls` requires. Every connection is checked by its own certificate, after
 * the handshake and before the first request, so that a refusal can name the fingerprint seen.
 */
export function trustedConnector(
  { tls: trust, addresses = anyOwner }: Pick<DeviceHttpOptions, 'tls' | 'addresses'>,
  watcher: ConnectionWatcher,
): buildConnector.connector {
  return (options, callback) => {
    // One per connection: Node keeps every socket that was opened with a signal alive as long as the signal.
    const dial = new AbortController();
    watcher.onDial(() => dial.abort());
    const connect = addresses.connector({
      rejectUnauthorized: false,
      // A resumed TLS session shows no certificate and skips the check of the host name.
      maxCachedSessions: 0,
      // The exchange has its own time limit.
      timeout: 0,
      signal: dial.signal,
    });
    connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const refusal = socket instanceof TLSSocket ? refusalOf(socket, trust) : undefined;
      if (refusal === undefined) {
        watcher.onConnect(socket);
        return callback(null, socket);
      }
      socket.destroy();
      return callback(refusal, null);
    });
  };
}

type ConnectedSocket = Exclude<Parameters<buildConnector.Callback>[1], null>;

function refusalOf(socket: TLSSocket, trust: DeviceTls): CertificateError | undefined {
  if (trust === 'insecure') return undefined;
  // Typed as always there, but absent where the device sent no certificate.
  const seen: string | undefined = socket.getPeerCertificate().fingerprint256;
  if (trust === 'verify') {
    return socket.authorized ? undefined : new CertificateError(codeOf(socket.authorizationError), seen);
  }
  const isPinned = seen !== undefined && normalised(seen) === normalised(trust.fingerprint);
  return isPinned ? undefined : new CertificateError('fingerprint', seen);
}

/** Typed as an error, but Node sets its code. */
function codeOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

function normalised(fingerprint: string): string {
  return fingerprint.replaceAll(/[^0-9a-f]/gi, '').toUpperCase();
}
