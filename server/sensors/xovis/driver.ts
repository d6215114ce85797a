import type { DriverContext, SensorConfig, SensorDriver, SensorFamily } from '../driver.ts';
import { GatewayClient } from './gateway-client.ts';
import { GatewayDriver } from './gateway-driver.ts';
import { type XovisOptions, xovisOptionsSchema } from './options.ts';

type Create = (config: SensorConfig, context: DriverContext, options: XovisOptions) => SensorDriver;

const createGateway: Create = ({ url }, { http }, options) =>
  new GatewayDriver(new GatewayClient(http, url, options));

/** The driver of each mode. With one protocol known there is nothing to find out: `auto` is the gateway. */
const drivers: Record<XovisOptions['mode'], Create> = { auto: createGateway, gateway: createGateway };

/** Xovis people counting, through a gateway or cloud. */
export const xovis: SensorFamily = {
  id: 'xovis',
  label: 'Xovis',
  optionsSchema: xovisOptionsSchema,
  signIn: { kind: 'headers' },
  defaultPollMs: 5000,
  channels: 'many',
  gives: new Set(['level']),
  create: (config, context) => {
    const options = xovisOptionsSchema.parse(config.options);
    return drivers[options.mode](config, context, options);
  },
};
