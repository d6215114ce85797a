import type http from 'node:http';
import { type ChannelTruth, type FaultKind, faultKinds } from './simulated-device.ts';

/** A request that has passed the sign-in. */
export interface SimulatedRequest {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  /** The text after `?`, undecoded; empty without one. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What a device answers. */
export interface SimulatedAnswer {
  readonly status: number;
  readonly body: string;
  /** `latin1` where each character of `body` is a byte: archives and other files. Default `utf8`. */
  readonly encoding?: 'utf8' | 'latin1';
  /** Default `application/json`. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** The environment of a model. */
export interface SimulatedWorld {
  /** Epoch milliseconds by the device's own clock: twenty years behind under the fault `wrong-clock`. */
  now(): number;
  readonly fault: FaultKind | null;
}

/** The part of a family: a device's memory and its answers. No I/O, no timers. */
export interface DeviceModel {
  /** Answers a request that has passed the sign-in. */
  answer(request: SimulatedRequest): SimulatedAnswer;
  walk(people: { readonly in?: number; readonly out?: number }, channel?: string): void;
  truth(): readonly ChannelTruth[];
  /** The counters start again at 0, as after a reboot or a cleared memory. */
  resetCounters(): void;
  /** Applies settings of the family; throws with a sentence for an unknown one. */
  set(settings: Readonly<Record<string, unknown>>): void;
  /** Its settings now, for the control API's state. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The answer under `error-in-200`; without it the fault is not supported. */
  errorIn200?(request: SimulatedRequest): SimulatedAnswer;
  /** Names of the JSON fields that hold counts, for `numbers-as-text`, `negative` and `huge`. */
  readonly countFields: ReadonlySet<string>;
  /** Of `wrong-clock` and `occupancy-off`, those that the family knows. */
  readonly extraFaults: ReadonlySet<FaultKind>;
}

/** A JSON answer: `json({ in: 1 })`. */
export function json(value: unknown, status = 200): SimulatedAnswer {
  return { status, body: JSON.stringify(value) };
}

/** A plain text answer. */
export function text(body: string, status = 200): SimulatedAnswer {
  return { status, body, type: 'text/plain' };
}

/** The faults a device of this model has; `digest`: whether it signs people in by Digest. */
export function supportedBy(model: DeviceModel, digest: boolean): ReadonlySet<FaultKind> {
  const needs: Partial<Record<FaultKind, boolean>> = {
    'stale-nonce': digest,
    'error-in-200': model.errorIn200 !== undefined,
    'wrong-clock': model.extraFaults.has('wrong-clock'),
    'occupancy-off': model.extraFaults.has('occupancy-off'),
  };
  return new Set(faultKinds.filter((kind) => needs[kind] !== false));
}

/** The request's whole body, or null when the client went away. */
export async function readBody(request: http.IncomingMessage): Promise<string | null> {
  try {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    return Buffer.concat(parts).toString('utf8');
  } catch {
    return null;
  }
}

/** Sends `answer`, unless the client has gone. */
export function send(response: http.ServerResponse, answer: SimulatedAnswer): void {
  if (response.destroyed || response.writableEnded) return;
  response.statusCode = answer.status;
  response.setHeader('content-type', answer.type ?? 'application/json');
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  response.end(answer.body, answer.encoding ?? 'utf8');
}

/** The short page a camera's web server gives for a status. */
export function answerStatus(status: number): SimulatedAnswer {
  return {
    status,
    type: 'text/html',
    body: `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`,
    ...(status === 429 ? { headers: { 'retry-after': '2' } } : {}),
  };
}
