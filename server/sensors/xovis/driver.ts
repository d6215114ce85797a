import type { DriverContext, SensorConfig, SensorDriver, SensorFamily } from '../driver.ts';
import { AutoDriver, type Candidate } from './auto-driver.ts';
import { GatewayClient } from './gateway-client.ts';
import { GatewayDriver } from './gateway-driver.ts';
import { type XovisOptions, xovisOptionsSchema } from './options.ts';
import { parsePush } from './parse-push.ts';
import { recognise } from './recognise.ts';
import { V5Client } from './v5-client.ts';
import { V5Driver } from './v5-driver.ts';

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

/** Where the API of a gateway begins, in most of the vendor's examples. */
const usualPath = '/api/v1';

/**
 * The way of signing in that is configured tells what the device is likely to be: it is asked first, so that a
 * password is seldom sent to a gateway, and a key to a sensor. An address without a path may be a gateway's,
 * too, of which only the host was given.
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
  const v5: Candidate = { driver: sensor, counterReset: sensor.counterReset, signsIn: hasPassword };
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
