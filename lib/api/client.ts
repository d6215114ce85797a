import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { basePath, under } from '#lib/base-path.ts';
import type { Path } from '#lib/contract/path.ts';
import type { Problem } from '#lib/contract/problem.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { fits, isProblem, NotUnderstood, shapeOfAnswer } from './answer-shape.ts';
import type { paths } from './generated/calls.d.ts';
import type { SignInPaths } from './session.ts';

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

/** The sidecar's HTTP API: its calls and their types are what its own description of itself says. */
export type Api = Client<paths & SignInPaths, `${string}/json`>;

export interface ApiOptions {
  /** `http://127.0.0.1:3000`; empty (default) for the page's own origin. */
  readonly origin?: string;
  /** Sent with every request: on the server the visitor's cookie. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: (request: Request, init: RequestInit) => Promise<Response>;
}

const readTimeoutMs = 10_000;
/** Adjust and reset answer when every device has settled, after about ten seconds at most. */
const commandTimeoutMs = 25_000;
/** What takes longer: a device gathers its logs, a cloud the days of a year, a file comes over a bad line. */
const slow: readonly (readonly [path: RegExp, timeoutMs: number])[] = [
  [/\/device\/logs$/, 90_000],
  [/\/device\//, 30_000],
  [/\/insights$/, 60_000],
  [/\/config\/import$/, 30_000],
];

/** The sidecar's HTTP API, typed. Each call goes out once: a command is never sent twice. */
export function createApi({ origin = '', headers = {}, fetch: ask = fetch }: ApiOptions = {}): Api {
  const api: Api = createClient({
    // Pages ask below the base path, the page server asks the sidecar itself.
    baseUrl: origin === '' ? basePath : origin,
    headers: { accept: 'application/json', ...headers },
    // A browser then revalidates its cache, and shows nothing without an answer.
    cache: origin === '' ? 'no-cache' : 'no-store',
    fetch: (request) => ask(request, { signal: AbortSignal.timeout(timeoutOf(request)) }),
  });
  api.use(checkAnswers);
  return api;
}

function timeoutOf({ method, url }: Request): number {
  const { pathname } = new URL(url);
  const longer = slow.find(([path]) => path.test(pathname))?.[1];
  return longer ?? (method === 'GET' ? readTimeoutMs : commandTimeoutMs);
}

/** A page must not stand on an answer that lacks what it shows: whatever came in its place is none. */
const checkAnswers: Middleware = {
  async onResponse({ request, response, schemaPath }) {
    const shape = shapeOfAnswer(request.method, schemaPath);
    if (!response.ok || response.status === 204 || shape === undefined) return;
    const body = parseJson(await response.clone().text());
    if (!fits(body, shape)) throw new NotUnderstood(request.url);
  },
};

/** What a call answers if it succeeds. */
export type Answered<R> = R extends { readonly data: infer T; readonly error?: never }
  ? Exclude<T, undefined>
  : never;

/** The result of a call, as a value. It never throws for what a network or a server does. */
export function ask<R extends { readonly response: Response }>(call: Promise<R>): ApiResult<Answered<R>>;
export async function ask(
  call: Promise<{ readonly data?: unknown; readonly error?: unknown; readonly response: Response }>,
): ApiResult<unknown> {
  try {
    const { data = null, error, response } = await call;
    return response.ok ? ok(data) : fail(refusalOf(response, error));
  } catch (cause) {
    return fail(failureBy(cause));
  }
}

/** The same for callers that catch (SWR does): a failure is thrown. */
export async function answerOf<R extends { readonly response: Response }>(
  call: Promise<R>,
): Promise<Answered<R>> {
  const answer = await ask(call);
  if (answer.ok) return answer.value;
  throw answer.error;
}

/** What was answered; `otherwise` without an answer. */
export async function answerOr<R extends { readonly response: Response }, Other>(
  call: Promise<R>,
  otherwise: Other,
): Promise<Answered<R> | Other> {
  const answer = await ask(call);
  return answer.ok ? answer.value : otherwise;
}

function failureBy(cause: unknown): ApiFailure {
  if (cause instanceof NotUnderstood) return { kind: 'not-understood', path: cause.path };
  return { kind: 'no-answer' };
}

/** A file to or from the sidecar: what is sent or taken is no JSON. Never throws. */
export async function exchange<T>(
  path: string,
  init: RequestInit,
  take: (response: Response) => T | Promise<T>,
): ApiResult<T> {
  try {
    const response = await fetch(under(path), { cache: 'no-store', ...init });
    return response.ok ? ok(await take(response)) : fail(await failureOf(response));
  } catch (cause) {
    return fail(failureBy(cause));
  }
}

/** Why a call was refused, from its answer. */
export async function failureOf(response: Response): Promise<ApiFailure> {
  return refusalOf(response, parseJson(await response.text()));
}

function refusalOf({ status, headers }: Response, body: unknown): ApiFailure {
  // The sign-in service uses its own header; everything else the standard one.
  const retryAfterS = Number(headers.get('retry-after') ?? headers.get('x-retry-after') ?? Number.NaN);
  return {
    kind: 'refused',
    status,
    ...(isProblem(body) ? { problem: body } : {}),
    ...(Number.isFinite(retryAfterS) ? { retryAfterS } : {}),
  };
}

/** Whether a change was refused because somebody else changed it first. */
export function isChangedMeanwhile(failure: ApiFailure): boolean {
  return failure.kind === 'refused' && failure.status === 412;
}

/** Makes the server carry a command out once, however often it is sent with the same key. */
export function once(key: string) {
  return { headers: { 'idempotency-key': `"${key}"` } };
}

/** What a change expects to be there before it (RFC 9110, 13.1); null: it must not be there yet. */
export function expecting(revision: string | null): { readonly headers: Record<string, string> } {
  return { headers: revision === null ? { 'if-none-match': '*' } : { 'if-match': `"${revision}"` } };
}

/** The zone or display that a call goes to, as its address names it. */
export function zoneAt(path: Path) {
  const [site = '', zone = ''] = path.split('/');
  return { path: { site, zone } };
}

export function displayAt(path: Path) {
  const [site = '', display = ''] = path.split('/');
  return { path: { site, display } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
