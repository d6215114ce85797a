import { TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';
import type { DeviceTls } from './device-http.ts';

/** The device's certificate is not the one to trust. */
export class CertificateError extends Error {
  override readonly name = 'CertificateError';
  /** OpenSSL's code, or `fingerprint` where another one was pinned. */
  readonly detail: string;
  /** SHA-256 of the certificate seen, `AB:CD:…`. */
  readonly fingerprint: string | undefined;

  constructor(detail: string, fingerprint: string | undefined) {
    super(`certificate not trusted: ${detail}`);
    this.detail = detail;
    this.fingerprint = fingerprint;
  }
}

/**
 * Connects for undici as the sensor's `tls` wants it. Every connection is checked by its own certificate,
 * after the handshake and before the first request, so that a refusal can name the fingerprint seen.
 *
 * @param signal closes the connection, also one that is still being made
 * @param onConnect sees every connection that was made and is trusted
 */
export function trustedConnector(
  trust: DeviceTls,
  signal: AbortSignal,
  onConnect: (socket: buildConnectorSocket) => void,
): buildConnector.connector {
  const connect = buildConnector({
    rejectUnauthorized: false,
    // A resumed TLS session shows no certificate and skips the check of the host's name.
    maxCachedSessions: 0,
    // The time limit is the exchange's.
    timeout: 0,
    signal,
  });
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const refusal = socket instanceof TLSSocket ? refusalOf(socket, trust) : undefined;
      if (refusal === undefined) {
        onConnect(socket);
        return callback(null, socket);
      }
      socket.destroy();
      return callback(refusal, null);
    });
}

type buildConnectorSocket = Exclude<Parameters<buildConnector.Callback>[1], null>;

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
