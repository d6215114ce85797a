import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import type { DeviceAccess } from '../device-access.ts';
import type {
  DriverContext,
  HistorySource,
  SensorConfig,
  SensorDriver,
  SensorFamily,
  Want,
} from '../driver.ts';
import type { InsightsSource } from '../insights.ts';
import type { Snapshot } from '../reading.ts';
import type { SensorAnswer } from '../sensor-answer.ts';
import { recognise } from './device.ts';
import { GatewayClient } from './gateway/client.ts';
import { GatewayDriver } from './gateway/driver.ts';
import type { PastCounts, RememberingDriver } from './history.ts';
import { parsePush } from './push.ts';
import { type XovisOptions, xovisOptionsSchema } from './schema.ts';
import { V5Client } from './v5/client.ts';
import { V5Driver } from './v5/driver.ts';

type Create<T extends SensorDriver> = (
  config: SensorConfig,
  context: DriverContext,
  options: XovisOptions,
) => T;

const createGateway: Create<GatewayDriver> = ({ url }, { http, timezone }, options) =>
  new GatewayDriver(new GatewayClient(http, url, options, timezone), timezone);

const createV5: Create<V5Driver> = (config, { http, timezone }, { scope }) => {
  const credentials = credentialsOf(config);
  return new V5Driver(
    new V5Client(http, { url: config.url, scope, ...(credentials === undefined ? {} : { credentials }) }),
    timezone,
  );
};

/** The start of a gateway's API, in most of the vendor's examples. */
const usualPath = '/api/v1';

/**
 * The configured way of signing in suggests the device: it is tried first, so that a password is rarely sent to
 * a gateway, and a key to a sensor. An address without a path may also be a gateway's, given only by its host.
 */
const createAuto: Create<AutoDriver> = (config, context, options) => {
  const hasKey = options.apiKey !== undefined;
  const hasPassword = credentialsOf(config) !== undefined;
  const { origin, pathname } = new URL(config.url);
  const gatewayAt = (url: string): Candidate => ({
    driver: createGateway({ ...config, url }, context, options),
    signsIn: hasKey,
  });
  const gateways =
    pathname === '/' ? [gatewayAt(origin + usualPath), gatewayAt(origin)] : [gatewayAt(config.url)];
  const sensor = createV5({ ...config, url: config.url.replace(/\/api\/v1\/?$/, '') }, context, options);
  const v5: Candidate = { driver: sensor, signsIn: hasPassword };
  const isLikelyV5 = (!hasKey && hasPassword) || /\/api\/v5\/?$/.test(pathname);
  return new AutoDriver(isLikelyV5 ? [v5, ...gateways] : [...gateways, v5]);
};

const drivers: Record<XovisOptions['mode'], Create<SensorDriver>> = {
  auto: createAuto,
  gateway: createGateway,
  v5: createV5,
};

/** Xovis people counting: through a gateway or cloud, or from the sensor itself (firmware 5). */
export const xovis: SensorFamily = {
  id: 'xovis',
  label: 'Xovis',
  optionsSchema: xovisOptionsSchema,
  signIn: { kind: 'headers' },
  defaultPollMs: 5000,
  channels: 'many',
  gives: new Set(['count', 'level']),
  create: (config, context) => {
    const options = xovisOptionsSchema.parse(config.options);
    return drivers[options.mode](config, context, options);
  },
  parsePush,
  recognise,
};

function credentialsOf({ username, password }: SensorConfig) {
  return username === undefined || password === undefined ? undefined : { username, password };
}

/** A protocol that the device may speak. */
interface Candidate {
  readonly driver: RememberingDriver;
  /** Whether there is a key or a password for it. */
  readonly signsIn: boolean;
}

/**
 * Finds out which protocol a device speaks, by trying each, and stays with the one that was answered. A device
 * that refuses the sign-in in one protocol is tried in the other, too: only an answer decides. A temporary
 * failure, like a lost connection, decides nothing and stops the attempt.
 */
export class AutoDriver implements RememberingDriver {
  readonly history: HistorySource;
  readonly #candidates: readonly Candidate[];
  #found: Candidate | undefined;

  /** @param candidates the more likely one first */
  constructor(candidates: readonly Candidate[]) {
    this.#candidates = candidates;
    this.history = {
      resolutionsMs: [60_000],
      // The readings find out the protocol; earlier callers may retry.
      history: async (channel, fromMs, toMs, signal) =>
        (await this.#found?.driver.history?.history(channel, fromMs, toMs, signal)) ??
        fail({ kind: 'unreachable', detail: 'no protocol' }),
    };
  }

  /** The history of the device found; before that the protocol is not known. */
  get pastCounts(): PastCounts {
    return this.#found?.driver.pastCounts ?? unknownPast;
  }

  /** The capabilities of the device found; unknown before that. */
  get device(): DeviceAccess | undefined {
    return this.#found?.driver.device;
  }

  /** The insights of the device found; undefined before the first answer. */
  get insights(): InsightsSource | undefined {
    return this.#found?.driver.insights;
  }

  async read(wants: readonly Want[], signal: AbortSignal): SensorAnswer<Snapshot> {
    if (this.#found !== undefined) return this.#found.driver.read(wants, signal);
    const failures: { readonly signsIn: boolean; readonly error: SensorError }[] = [];
    for (const candidate of this.#candidates) {
      const answer = await candidate.driver.read(wants, signal);
      if (answer.ok || speaks(answer.error)) this.#found = candidate;
      if (answer.ok || this.#found !== undefined || !isAbsent(answer.error)) return answer;
      failures.push({ signsIn: candidate.signsIn, error: answer.error });
    }
    // A refusal says more than an absence: something is there, and does not let us in. Without key and
    // password it says nothing, and would keep a device that is starting up from being tried again soon.
    const isOpen = failures.every(({ signsIn }) => !signsIn);
    const refusal = failures.find(({ signsIn, error }) => isRefusal(error) && (signsIn || isOpen));
    return fail((refusal ?? failures[0])?.error ?? { kind: 'unreachable', detail: 'no protocol' });
  }

  async close(): Promise<void> {
    await Promise.all(this.#candidates.map(({ driver }) => driver.close?.()));
  }
}

const unknownPast: PastCounts = { longestMs: 86_400_000, fetch: async () => ok([]) };

/** An error that only an answer in the protocol can cause: it names a place inside. */
function speaks(error: SensorError): boolean {
  return error.kind === 'invalid' && /^(data|logics)\[/.test(error.field);
}

/** Whether nothing suggests that the device speaks the protocol. */
function isAbsent(error: SensorError): boolean {
  return (
    isRefusal(error) ||
    error.kind === 'not-found' ||
    error.kind === 'invalid' ||
    (error.kind === 'http-status' && error.status < 500)
  );
}

function isRefusal({ kind }: SensorError): boolean {
  return kind === 'unauthorized' || kind === 'forbidden' || kind === 'basic-over-http';
}
