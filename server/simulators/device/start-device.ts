import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { spoilBody } from './body-fault.ts';
import { answerControl, type ControlledDevice } from './control-api.ts';
import {
  answerStatus,
  type DeviceModel,
  readBody,
  type SimulatedAnswer,
  type SimulatedRequest,
  type SimulatedWorld,
  send,
  supportedBy,
} from './device-model.ts';
import { DigestGuard } from './digest-guard.ts';
import type { FaultKind, SeenRequest, SimulatedDevice, SimulatorOptions } from './simulated-device.ts';

const keptRequests = 100;
const wrongClockMs = 20 * 365.25 * 24 * 3600 * 1000;

/** What a family gives the kit to make a device. */
export interface DeviceRecipe {
  readonly family: string;
  readonly options: SimulatorOptions;
  /** What its challenge names it by; default: as Axis does. */
  readonly realm?: string;
  model(world: SimulatedWorld): DeviceModel;
  /**
   * How the device signs people in: `challenge` asks for the options' user and password by Digest or Basic
   * (nothing without them); a function checks the request itself and returns the refusal, or null.
   */
  readonly signIn: 'challenge' | ((request: SimulatedRequest) => SimulatedAnswer | null);
}

/** Starts a fake device: the model's answers behind sign-in, faults and the control API, on a real socket. */
export async function startDevice(recipe: DeviceRecipe): Promise<SimulatedDevice> {
  const device = new ListeningDevice(recipe);
  await device.open();
  return device;
}

class ListeningDevice implements ControlledDevice {
  readonly username?: string;
  readonly password?: string;
  readonly supports: ReadonlySet<FaultKind>;
  readonly #recipe: DeviceRecipe;
  readonly #model: DeviceModel;
  readonly #guard: DigestGuard | null;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #seen: SeenRequest[] = [];
  #server: http.Server | null = null;
  #port: number;
  #fault: FaultKind | null = null;
  #requests = 0;
  /** Opening and closing of the listener, in order. */
  #settled: Promise<void> = Promise.resolve();

  constructor(recipe: DeviceRecipe) {
    const { options } = recipe;
    this.#recipe = recipe;
    this.#port = options.port ?? 0;
    if (options.username !== undefined) this.username = options.username;
    if (options.password !== undefined) this.password = options.password;
    const clock = options.now ?? Date.now;
    const fault = () => this.#fault;
    this.#model = recipe.model({
      now: () => clock() - (fault() === 'wrong-clock' ? wrongClockMs : 0),
      get fault() {
        return fault();
      },
    });
    this.#guard = recipe.signIn === 'challenge' ? guardOf(options, recipe.realm) : null;
    this.supports = supportedBy(this.#model, this.#guard?.offersDigest === true);
    if (options.settings !== undefined) this.#model.set(options.settings);
  }

  get url(): string {
    return `${this.#recipe.options.tls ? 'https' : 'http'}://${this.#recipe.options.host ?? '127.0.0.1'}:${this.#port}`;
  }

  get requests(): number {
    return this.#requests;
  }

  get seen(): readonly SeenRequest[] {
    return this.#seen;
  }

  get fault(): FaultKind | null {
    return this.#fault;
  }

  get family(): string {
    return this.#recipe.family;
  }

  get settings(): Readonly<Record<string, unknown>> {
    return this.#model.settings;
  }

  truth() {
    return this.#model.truth();
  }

  walk(people: { readonly in?: number; readonly out?: number }, channel?: string): void {
    this.#model.walk(people, channel);
  }

  set(settings: Readonly<Record<string, unknown>>): void {
    this.#model.set(settings);
  }

  setFault(fault: FaultKind | null): Promise<void> {
    if (fault !== null && !this.supports.has(fault))
      throw new Error(`The simulated ${this.family} has no fault "${fault}".`);
    this.#fault = fault;
    if (fault === 'reset-counters') this.#model.resetCounters();
    this.#settled = this.#settled.then(() =>
      this.#fault === 'refuse-connections' ? this.#shut() : this.open(),
    );
    return this.#settled;
  }

  healAfter(fault: FaultKind, ms: number): void {
    this.#later(ms, () => {
      if (this.#fault === fault) void this.setFault(null);
    });
  }

  async open(): Promise<void> {
    if (this.#server !== null) return;
    const { tls, host = '127.0.0.1' } = this.#recipe.options;
    const listener: http.RequestListener = (request, response) => void this.#serve(request, response);
    const server = tls
      ? https.createServer({ key: tls.key, cert: tls.cert }, listener)
      : http.createServer(listener);
    server.listen(this.#port, host);
    await once(server, 'listening');
    this.#server = server;
    const address = server.address();
    if (address !== null && typeof address === 'object') this.#port = address.port;
  }

  async close(): Promise<void> {
    await this.#settled;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await this.#shut();
  }

  async #shut(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const body = await readBody(request);
    if (body === null) return;
    if (url.startsWith('/_sim/')) {
      send(response, answerControl(this, request.method ?? 'GET', url, body));
      return;
    }
    this.#requests += 1;
    const answer = this.#answer(request, url, body);
    this.#seen.push({ method: request.method ?? 'GET', path: url, status: answer?.status ?? 0 });
    if (this.#seen.length > keptRequests) this.#seen.shift();
    if (answer === null) return;
    if (this.#fault === 'slow')
      this.#later(this.#recipe.options.slowMs ?? 30_000, () => send(response, answer));
    else send(response, answer);
  }

  /** Null: the device never answers. */
  #answer(incoming: http.IncomingMessage, url: string, body: string): SimulatedAnswer | null {
    const fault = this.#fault;
    if (fault === 'half-open') return null;
    const method = incoming.method ?? 'GET';
    const [path = '', query = ''] = url.split(/\?(.*)/s);
    const request: SimulatedRequest = { method, path, query, headers: incoming.headers, body };
    const refusal = this.#refusal(request, url, fault);
    if (refusal !== null) return refusal;
    const status = /^status-(\d+)$/.exec(fault ?? '')?.[1];
    if (status !== undefined) return answerStatus(Number(status));
    const { errorIn200 } = this.#model;
    if (fault === 'error-in-200' && errorIn200) return errorIn200.call(this.#model, request);
    return spoilBody(this.#challenged(this.#model.answer(request)), fault, this.#model.countFields);
  }

  /** A device that accepts the user but not this call answers 401 with a challenge, as for a wrong password. */
  #challenged(answer: SimulatedAnswer): SimulatedAnswer {
    const verdict = answer.status === 401 ? this.#guard?.challenge(false) : undefined;
    if (verdict === undefined || verdict.pass) return answer;
    return { ...answer, headers: { 'www-authenticate': verdict.challenges } };
  }

  #refusal(request: SimulatedRequest, url: string, fault: FaultKind | null): SimulatedAnswer | null {
    if (typeof this.#recipe.signIn === 'function') return this.#recipe.signIn(request);
    if (this.#guard === null) return null;
    const { authorization } = request.headers;
    const guarded = {
      method: request.method,
      url,
      authorization: typeof authorization === 'string' ? authorization : undefined,
    };
    const verdict =
      fault === 'status-401'
        ? this.#guard.challenge(false)
        : this.#guard.check(guarded, fault === 'stale-nonce');
    if (verdict.pass) return null;
    return {
      status: 401,
      type: 'text/html',
      body: '<html><body>401 Unauthorized</body></html>',
      headers: { 'www-authenticate': verdict.challenges },
    };
  }

  #later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }
}

/** Null where the device asks for no sign-in. */
function guardOf(
  options: SimulatorOptions,
  realm = `AXIS_${options.serial ?? 'ACCC8E000000'}`,
): DigestGuard | null {
  const { username, password } = options;
  if (username === undefined || password === undefined) return null;
  return new DigestGuard({
    username,
    password,
    realm,
    algorithm: options.digest ?? 'MD5',
    offers: options.offers ?? ['digest'],
    nonceLifeMs: options.nonceLifeMs ?? 60_000,
    monotonic: () => performance.now(),
  });
}
