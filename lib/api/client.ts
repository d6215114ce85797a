import type { AdjustRequest, AdjustResult, Hold, HoldRequest } from '#lib/contract/adjust.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { DisplayChanges, DisplayCommand, DisplayStatus } from '#lib/contract/display.ts';
import type { History, Resolution, TypicalDay } from '#lib/contract/history.ts';
import type { Insights, InsightsQuery } from '#lib/contract/insights.ts';
import type { KeptMedia } from '#lib/contract/media.ts';
import type { Path } from '#lib/contract/path.ts';
import type { Me } from '#lib/contract/person.ts';
import type { Problem } from '#lib/contract/problem.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { Simulator, WalkRequest } from '#lib/contract/simulator.ts';
import type { Site } from '#lib/contract/site.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import {
  isAdjustResult,
  isAuditEntry,
  isDisplayChanges,
  isDisplayStatus,
  isHistory,
  isHold,
  isInsights,
  isKeptMedia,
  isListOf,
  isMe,
  isProblem,
  isSensorStatus,
  isSession,
  isSimulator,
  isSite,
  isTypicalDay,
  isZoneState,
  type Session,
} from './guards.ts';

/** Why a call of the sidecar's API failed. */
export type ApiFailure =
  /** No answer: no connection, or a timeout. A command may have been carried out or not. */
  | { readonly kind: 'no-answer' }
  /** The sidecar refused; `problem` if it says why, `retryAfterS` if it says for how long. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly problem?: Problem;
      readonly retryAfterS?: number;
    }
  /** The answer cannot be parsed: page and sidecar have different versions. */
  | { readonly kind: 'not-understood'; readonly path: string };

export type ApiResult<T> = Promise<Result<T, ApiFailure>>;

export interface ApiClientOptions {
  /** `http://127.0.0.1:3000`; empty (default) for the page's own origin. */
  readonly origin?: string;
  /** Sent with every request: on the server the visitor's cookie. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
}

export interface CallOptions {
  readonly timeoutMs?: number;
  readonly revision?: string | null | undefined;
}

export interface AuditQuery {
  readonly site?: string;
  readonly zone?: string;
  readonly who?: string;
  readonly action?: string;
  /** ISO 8601: `from` inclusive, `to` exclusive. */
  readonly from?: string;
  readonly to?: string;
  /** Entries older than this id. */
  readonly before?: number;
  readonly limit: number;
}

const readTimeoutMs = 10_000;
/** Adjust and reset answer when every device has settled, after about ten seconds at most. */
const commandTimeoutMs = 25_000;
/** Twelve megabytes over a slow connection. */
const uploadTimeoutMs = 120_000;
/** A cloud needs time for a year of days. */
const insightsTimeoutMs = 60_000;

type Guard<T> = (value: unknown) => value is T;

const isAnything: Guard<unknown> = (_value): _value is unknown => true;
const isHoldOrNull: Guard<Hold | null> = (value) => value === null || isHold(value);
const isSessionOrNull: Guard<Session | null> = (value) => value === null || isSession(value);

/**
 * The sidecar's HTTP API, typed. It never throws for failures of the network or the server, and never sends a
 * command twice.
 */
export class ApiClient {
  readonly #origin: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #fetch: typeof fetch;

  constructor(options: ApiClientOptions = {}) {
    this.#origin = options.origin ?? '';
    this.#headers = options.headers ?? {};
    this.#fetch = options.fetch ?? ((...args) => fetch(...args));
  }

  sites(): ApiResult<Site[]> {
    return this.#get('/api/v1/sites', isListOf(isSite));
  }

  zones(): ApiResult<ZoneState[]> {
    return this.#get('/api/v1/zones', isListOf(isZoneState));
  }

  sensors(): ApiResult<SensorStatus[]> {
    return this.#get('/api/v1/sensors', isListOf(isSensorStatus));
  }

  displays(): ApiResult<DisplayStatus[]> {
    return this.#get('/api/v1/displays', isListOf(isDisplayStatus));
  }

  /** The changes since an earlier call, by its `cursor`; all displays without one. */
  displayChanges(since: string | undefined): ApiResult<DisplayChanges> {
    const query = since === undefined ? '' : `?since=${encodeURIComponent(since)}`;
    return this.#get(`/api/v1/displays/changes${query}`, isDisplayChanges);
  }

  /** Newest first. */
  audit(query: AuditQuery): ApiResult<AuditEntry[]> {
    return this.#get(auditPath(query), isListOf(isAuditEntry));
  }

  /** Occupancy, and people in and out, from a moment (ISO 8601) until another one, or now. */
  history(zone: Path, from: string, resolution: Resolution, to?: string): ApiResult<History> {
    const query = new URLSearchParams({ from, resolution, ...(to !== undefined && { to }) });
    return this.#get(`/api/v1/zones/${zone}/history?${query}`, isHistory);
  }

  /** The typical day of the weekday of a date; default: today. */
  typicalDay(zone: Path, day?: string): ApiResult<TypicalDay> {
    const query = day === undefined ? '' : `?${new URLSearchParams({ day })}`;
    return this.#get(`/api/v1/zones/${zone}/history/typical${query}`, isTypicalDay);
  }

  /** Insights from the systems behind a site's sensors. They are asked one by one: it may take a while. */
  insights(site: string, query: InsightsQuery): ApiResult<Insights> {
    return this.#exchange(insightsPath(site, query), { method: 'GET' }, insightsTimeoutMs, isInsights);
  }

  /**
   * The session; null if nobody is signed in. A browser's request prolongs the session; a page server could not
   * pass the prolonged cookie on, and uses `prolong: false`.
   */
  session({ prolong = true } = {}): ApiResult<Session | null> {
    return this.#get(`/api/auth/get-session${prolong ? '' : '?disableRefresh=true'}`, isSessionOrNull);
  }

  /** The signed-in user with the effective roles: sites, and what a PIN allows. */
  me(): ApiResult<Me> {
    return this.#get('/api/v1/me', isMe);
  }

  signIn(username: string, password: string): ApiResult<unknown> {
    return this.#send('POST', '/api/auth/sign-in/username', { username, password }, isAnything);
  }

  signOut(): ApiResult<unknown> {
    return this.#send('POST', '/api/auth/sign-out', {}, isAnything);
  }

  /** @param key identifies the command: the same when it is sent again, so that it is carried out once */
  adjust(zone: Path, request: AdjustRequest, key: string): ApiResult<AdjustResult> {
    return this.#send('POST', `/api/v1/zones/${zone}/adjust`, request, isAdjustResult, once(key));
  }

  reset(zone: Path, note: string | undefined, key: string): ApiResult<AdjustResult> {
    const body = note === undefined ? {} : { note };
    return this.#send('POST', `/api/v1/zones/${zone}/reset`, body, isAdjustResult, once(key));
  }

  holdOf(zone: Path): ApiResult<Hold | null> {
    return this.#get(`/api/v1/zones/${zone}/hold`, isHoldOrNull);
  }

  hold(zone: Path, request: HoldRequest, key: string): ApiResult<unknown> {
    return this.#send('PUT', `/api/v1/zones/${zone}/hold`, request, isAnything, once(key));
  }

  release(zone: Path, key: string): ApiResult<unknown> {
    return this.#send('DELETE', `/api/v1/zones/${zone}/hold`, undefined, isAnything, once(key));
  }

  /** Stores a picture or a video for the displays of a site. */
  keepMedia(site: string, file: Blob): ApiResult<KeptMedia> {
    // // The server detects the type from the content, so that a refusal is readable, whatever the file calls
    // itself.
    const headers = { 'content-type': 'application/octet-stream' };
    const init = { method: 'POST', body: file, headers };
    return this.#exchange(`/api/v1/sites/${site}/media`, init, uploadTimeoutMs, isKeptMedia);
  }

  commandDisplay(display: Path, command: DisplayCommand): ApiResult<unknown> {
    return this.#send('POST', `/api/v1/displays/${display}/command`, { command }, isAnything);
  }

  /** The simulated sensors; null if none run. */
  async simulator(): ApiResult<Simulator | null> {
    const answer = await this.#get('/api/v1/simulator', isSimulator);
    const isAbsent = !answer.ok && answer.error.kind === 'refused' && answer.error.status === 404;
    return isAbsent ? ok(null) : answer;
  }

  walk(sensor: Path, people: WalkRequest): ApiResult<unknown> {
    return this.#send('POST', `/api/v1/simulator/${sensor}/walk`, people, isAnything);
  }

  fault(sensor: Path, fault: string | null): ApiResult<unknown> {
    return this.#send('POST', `/api/v1/simulator/${sensor}/fault`, { fault }, isAnything);
  }

  traffic(on: boolean): ApiResult<unknown> {
    return this.#send('POST', '/api/v1/simulator/traffic', { on }, isAnything);
  }

  /**
   * Any call of the API, for parts of the console with calls of their own.
   *
   * @param options.timeoutMs of a GET that takes longer than others
   * @param options.revision the expected revision of what is changed, otherwise the answer is 412; null: it
   *   must not exist yet
   */
  call<T>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: unknown,
    isRight: Guard<T>,
    { timeoutMs, revision }: CallOptions = {},
  ): ApiResult<T> {
    if (method === 'GET') return this.#get(path, isRight, timeoutMs);
    return this.#send(method, path, body, isRight, conditionOf(revision));
  }

  #get<T>(path: string, isRight: Guard<T>, timeoutMs = readTimeoutMs): ApiResult<T> {
    return this.#exchange(path, { method: 'GET' }, timeoutMs, isRight);
  }

  #send<T>(
    method: string,
    path: string,
    body: unknown,
    isRight: Guard<T>,
    headers: Readonly<Record<string, string>> = {},
  ): ApiResult<T> {
    const init: RequestInit =
      body === undefined
        ? { method, headers }
        : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
    return this.#exchange(path, init, commandTimeoutMs, isRight);
  }

  async #exchange<T>(path: string, init: RequestInit, timeoutMs: number, isRight: Guard<T>): ApiResult<T> {
    let response: Response;
    let text: string;
    try {
      response = await this.#fetch(`${this.#origin}${path}`, {
        ...init,
        headers: { accept: 'application/json', ...this.#headers, ...init.headers },
        // // A browser then revalidates its cache, and shows nothing without an answer.
        cache: this.#origin === '' ? 'no-cache' : 'no-store',
        signal: AbortSignal.timeout(timeoutMs),
      });
      text = await response.text();
    } catch {
      return fail({ kind: 'no-answer' });
    }
    const body = parseJson(text);
    if (!response.ok) return fail(refusalOf(response, body));
    return isRight(body) ? ok(body) : fail({ kind: 'not-understood', path });
  }
}

/** The expected state before a change (RFC 9110, 13.1). */
function conditionOf(revision: string | null | undefined): Readonly<Record<string, string>> {
  if (revision === undefined) return {};
  return revision === null ? { 'if-none-match': '*' } : { 'if-match': `"${revision}"` };
}

/** Whether a change was refused because somebody else changed it first. */
export function isChangedMeanwhile(failure: ApiFailure): boolean {
  return failure.kind === 'refused' && failure.status === 412;
}

/** Why a call was refused, from its answer. */
export async function failureOf(response: Response): Promise<ApiFailure> {
  return refusalOf(response, parseJson(await response.text()));
}

/** The audit log's address: JSON, or a table for clients that accept `text/csv`. */
export function auditPath({ limit, ...query }: Partial<AuditQuery>): string {
  const given = Object.entries(limit === undefined ? query : { limit, ...query }).map(([name, value]) => [
    name,
    String(value),
  ]);
  return `/api/v1/audit?${new URLSearchParams(given)}`;
}

/** The address of a site's insights: JSON, or a table for clients that accept `text/csv`. */
export function insightsPath(site: string, { from, to, compare }: InsightsQuery): string {
  const query = new URLSearchParams({ compare });
  if (from !== undefined) query.set('from', from);
  if (to !== undefined) query.set('to', to);
  return `/api/v1/sites/${site}/insights?${query}`;
}

/** Makes the server carry a command out once, however often it is sent with the same key. */
function once(key: string): Readonly<Record<string, string>> {
  return { 'idempotency-key': `"${key}"` };
}

function refusalOf(response: Response, body: unknown): ApiFailure {
  const { status, headers } = response;
  // // The sign-in service uses its own header; everything else the standard one.
  const retryAfterS = Number(headers.get('retry-after') ?? headers.get('x-retry-after') ?? Number.NaN);
  return {
    kind: 'refused',
    status,
    ...(isProblem(body) ? { problem: body } : {}),
    ...(Number.isFinite(retryAfterS) ? { retryAfterS } : {}),
  };
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}
