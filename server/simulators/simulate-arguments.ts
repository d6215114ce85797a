import { parseArgs } from 'node:util';
import { IANAZone } from 'luxon';
import { lampDrivers } from '#lib/contract/lamp.ts';
import type { SimulatedChannel, SimulatorOptions } from './device/simulated-device.ts';
import type { LampDriverName, SimulatedLampOptions } from './lamps/simulator.ts';

/** A device to start. */
export interface DeviceToStart {
  readonly family: string;
  readonly options: SimulatorOptions;
}

/** A lamp to start. */
export interface LampToStart {
  readonly driver: LampDriverName;
  readonly options: SimulatedLampOptions;
}

/** The parsed command line of `npm run simulate`. */
export type SimulateRequest =
  | { readonly kind: 'help' }
  /** A usage error, as a sentence. */
  | { readonly kind: 'mistake'; readonly message: string }
  | {
      readonly kind: 'start';
      readonly devices: readonly DeviceToStart[];
      readonly lamps: readonly LampToStart[];
      /** People in per minute at the busiest hour; 0: no traffic. */
      readonly perMinute: number;
      /** IANA zone of the devices' clocks. */
      readonly timezone: string;
    };

const defaultPort = 9101;
/** A limit that normal polling at 1 Hz on several channels does not reach, and a faulty poller does. */
const requestsPerMinute = 240;

export const usage = `Simulated people-counting sensors that really listen.

  npm run simulate -- <family> [<family> …] [options]
  npm run simulate -- all                     one of each family
  npm run simulate -- lamp-modbus-tcp         a lamp: lamp-axis-io, lamp-modbus-tcp, lamp-http, lamp-mqtt

  --port N                first port, the others follow (${defaultPort}; 0: any free ones)
  --host ADDRESS          address to listen on (127.0.0.1)
  --username U --password P
                          ask for this sign-in (Digest); without them everybody may read
  --digest md5|sha256     the Digest algorithm (md5)
  --api-key K             the key of families that sign in by one
  --channels a,b          channels of families that have several
  --serial S              serial number; of several devices the first one's
  --traffic N             people walk by themselves: N a minute come in at the busiest hour
  --broker URL            where lamp-mqtt listens (mqtt://127.0.0.1:1883)
  --timezone ZONE         zone of the devices' clocks (this machine's)
  --help                  this text`;

const digests: ReadonlyMap<string, 'MD5' | 'SHA-256'> = new Map([
  ['md5', 'MD5'],
  ['sha256', 'SHA-256'],
]);

/** A usage error: its message is for the user. */
class UsageError extends Error {}

/**
 * Reads the command line.
 *
 * @param families those there are; the value says whether its devices have channels of their own names
 */
export function parseSimulateArguments(
  args: readonly string[],
  families: ReadonlyMap<string, { readonly hasChannels: boolean }>,
): SimulateRequest {
  try {
    const { values, positionals } = parse(args);
    if (values.help === true) return { kind: 'help' };
    const lampsAsked = positionals.flatMap(
      (name) => lampDrivers.find((driver) => name === `lamp-${driver}`) ?? [],
    );
    const names = familiesAskedFor(positionals, families, lampsAsked.length > 0);
    const shared = sharedOptions(values);
    const channels = values.channels === undefined ? undefined : channelsOf(values.channels);
    if (channels !== undefined && !names.some((name) => families.get(name)?.hasChannels)) {
      throw new UsageError(`--channels: ${names.join(' and ')} has just the one channel "main".`);
    }
    const port = wholeNumber('port', values.port ?? String(defaultPort), 65_535);
    const devices = names.map((family, index) => ({
      family,
      options: {
        ...shared,
        port: port === 0 ? 0 : port + index,
        ...(index === 0 && values.serial !== undefined ? { serial: values.serial } : {}),
        ...(index > 0 && names.indexOf(family) < index ? { serial: serialOf(index) } : {}),
        ...(families.get(family)?.hasChannels
          ? { ...(channels === undefined ? {} : { channels }), settings: { requestsPerMinute } }
          : {}),
      },
    }));
    const perMinute = values.traffic === undefined ? 0 : wholeNumber('traffic', values.traffic, 1000);
    const lamps = lampsAsked.map((driver, index) => ({
      driver,
      options: {
        host: shared.host,
        port: port === 0 ? 0 : port + names.length + index,
        ...(values.broker !== undefined && { broker: values.broker }),
      },
    }));
    return { kind: 'start', devices, lamps, perMinute, timezone: shared.timezone };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { kind: 'mistake', message: error.message };
  }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: text,
        host: text,
        username: text,
        password: text,
        digest: text,
        'api-key': text,
        channels: text,
        serial: text,
        traffic: text,
        broker: text,
        timezone: text,
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    // Node says what is wrong with the options in a sentence, and its advice about `--` after it.
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(message.split('. ')[0] ?? message);
  }
}

function familiesAskedFor(
  positionals: readonly string[],
  families: ReadonlyMap<string, unknown>,
  hasLamps: boolean,
): string[] {
  const known = [...families.keys()];
  const names = positionals.filter((name) => !lampDrivers.some((driver) => name === `lamp-${driver}`));
  if (names.length === 0 && !hasLamps) throw new UsageError(`Which family? ${known.join(', ')}, or all.`);
  return names.flatMap((name) => {
    if (name === 'all') return known;
    if (!families.has(name)) throw new UsageError(`There is no family "${name}", only ${known.join(', ')}.`);
    return [name];
  });
}

function sharedOptions(values: ReturnType<typeof parse>['values']) {
  const { host = '127.0.0.1', username, password, digest, 'api-key': token, timezone } = values;
  if ((username === undefined) !== (password === undefined)) {
    throw new UsageError('--username and --password go together.');
  }
  const algorithm = digest === undefined ? undefined : digests.get(digest.toLowerCase());
  if (digest !== undefined && algorithm === undefined) {
    throw new UsageError(`--digest: md5 or sha256, not "${digest}".`);
  }
  if (algorithm !== undefined && username === undefined) {
    throw new UsageError('--digest needs --username and --password.');
  }
  if (timezone !== undefined && !IANAZone.isValidZone(timezone)) {
    throw new UsageError(`--timezone: a zone such as Europe/Zurich, not "${timezone}".`);
  }
  return {
    host,
    timezone: timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(username !== undefined && password !== undefined ? { username, password } : {}),
    ...(algorithm === undefined ? {} : { digest: algorithm }),
    ...(token === undefined ? {} : { token }),
  };
}

function channelsOf(list: string): readonly SimulatedChannel[] {
  const ids = list.split(',').map((id) => id.trim());
  if (ids.includes('') || new Set(ids).size < ids.length) {
    throw new UsageError(`--channels: names divided by commas, each once, not "${list}".`);
  }
  return ids.map((id) => ({ id }));
}

function wholeNumber(option: string, value: string, most: number): number {
  if (/^\d+$/.test(value) && Number(value) <= most) return Number(value);
  throw new UsageError(`--${option}: a whole number up to ${most}, not "${value}".`);
}

/** Two devices of a family need two serial numbers, and the same ones at the next start. */
function serialOf(index: number): string {
  return `ACCC8E${(0xf00000 + index).toString(16).toUpperCase()}`;
}
