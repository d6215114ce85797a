import type { AddressRule } from '../../network/outbound.ts';
import type { SensorAnswer } from '../sensor-answer.ts';

/** `verify`, `insecure`, or the SHA-256 fingerprint of the only trusted certificate. */
export type DeviceTls = 'verify' | 'insecure' | { readonly fingerprint: string };

/** A request to a device. */
export interface DeviceRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** From the root of the device, with its query: `/local/tvpc/.api?live-sum.json`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole exchange; default: the device's `timeoutMs`. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Accepted statuses besides 2xx: some devices explain a refusal in its body. */
  readonly wantedStatuses?: readonly number[];
}

/** A complete answer of a device, with status 2xx or an accepted one; every other is a `SensorError`. */
export interface DeviceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** UTF-8, a byte order mark removed. */
  readonly text: string;
}

/** An answer whose body is a stream. */
export interface DeviceStream {
  readonly status: number;
  readonly headers: DeviceAnswer['headers'];
  /**
   * The body as received. It fails if it is cut off, stalls for a minute, or is longer than any file should be:
   * what was read until then is incomplete. It must be read to its end, or left by `return`.
   */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Access to one device: one connection, one request at a time, whatever the number of callers. Sign-in, TLS
 * trust, time limits and size limits are handled here, once for every family.
 */
export interface DeviceHttp {
  request(request: DeviceRequest): SensorAnswer<DeviceAnswer>;
  /**
   * Requests a file, on a second connection that is closed after it. One file at a time. The time limit, by
   * default a minute, applies until the answer begins.
   */
  transfer(request: DeviceRequest): SensorAnswer<DeviceStream>;
  close(): Promise<void>;
}

/** Options of a {@link DeviceHttp}. */
export interface DeviceHttpOptions {
  /** Origin of the device: `http://10.0.0.11`. */
  readonly origin: string;
  /** Answered to a Digest or Basic challenge; Basic only over HTTPS. */
  readonly credentials?: { readonly username: string; readonly password: string };
  readonly tls: DeviceTls;
  /** Checks which addresses may be used; default: the rule of a configuration file. */
  readonly addresses?: AddressRule;
  /** Default 5000. */
  readonly timeoutMs?: number;
  /** Longest body taken, in bytes; default 4 MiB. */
  readonly maxBytes?: number;
}
