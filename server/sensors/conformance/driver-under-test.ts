import type {
  ChannelTruth,
  FaultKind,
  SimulatedDevice,
  SimulatorOptions,
} from '#server/simulators/device/simulated-device.ts';
import type { OccupancyControl, SensorConfig, SensorDriver, Use, Want } from '../driver.ts';
import { DeviceConnection } from '../http/device-connection.ts';
import type { DeviceHttp, DeviceRequest } from '../http/device-http.ts';
import type { Reading, Snapshot } from '../reading.ts';
import type { SensorAnswer } from '../sensor-answer.ts';
import type { ConformanceSubject, Outcome, SignInConfig } from './conformance-subject.ts';

/** Faults without any answer, which get a shorter time limit than a slow test machine would need. */
const silentFaults: ReadonlySet<FaultKind | null> = new Set(['half-open', 'slow']);

/** Longer than a slow machine needs. */
const patientMs = 30_000;

/** The connection of the product, with a time limit that can be changed. */
export class WaitingHttp implements DeviceHttp {
  timeoutMs: number;
  readonly #connection: DeviceConnection;

  constructor(connection: DeviceConnection, timeoutMs = patientMs) {
    this.#connection = connection;
    this.timeoutMs = timeoutMs;
  }

  request(request: DeviceRequest): ReturnType<DeviceHttp['request']> {
    return this.#connection.request({ ...request, timeoutMs: this.timeoutMs });
  }

  transfer(request: DeviceRequest): ReturnType<DeviceHttp['transfer']> {
    return this.#connection.transfer({ ...request, timeoutMs: this.timeoutMs });
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}

/** A driver with its simulated device, connected as in the product. */
export class DriverUnderTest {
  readonly device: SimulatedDevice;
  readonly driver: SensorDriver;
  readonly #http: WaitingHttp;

  private constructor(device: SimulatedDevice, driver: SensorDriver, http: WaitingHttp) {
    this.device = device;
    this.driver = driver;
    this.#http = http;
  }

  static async start(
    { family, simulator, ...subject }: ConformanceSubject,
    signIn: SignInConfig = subject.signIn.right,
    options: SimulatorOptions = subject.signIn.device,
  ): Promise<DriverUnderTest> {
    const device = await simulator.start({ ...subject.device, ...options });
    const { username, password } = signIn;
    const hasCredentials =
      family.signIn.kind === 'challenge' && username !== undefined && password !== undefined;
    const connection = new DeviceConnection({
      origin: device.url,
      tls: 'insecure',
      ...(hasCredentials && { credentials: { username, password } }),
    });
    const http = new WaitingHttp(connection);
    const config: SensorConfig = {
      site: 'bern',
      id: 'door',
      driver: family.id,
      url: `${device.url}${subject.basePath ?? ''}`,
      tls: 'insecure',
      pollMs: family.defaultPollMs,
      options: family.optionsSchema.parse({ ...subject.options, ...signIn.options }),
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
    };
    return new DriverUnderTest(device, family.create(config, { http, timezone: 'Europe/Zurich' }), http);
  }

  get channels(): readonly string[] {
    return this.device.truth().map(({ channel }) => channel);
  }

  get control(): OccupancyControl {
    if (this.driver.occupancyControl === undefined) throw new Error('this driver has no occupancy to set');
    return this.driver.occupancyControl;
  }

  /** Breaks the device, or heals it with null; a silent one is given up soon. */
  async break(fault: FaultKind | null): Promise<void> {
    this.#http.timeoutMs = silentFaults.has(fault) ? 100 : patientMs;
    await this.device.setFault(fault);
  }

  read(use: Use, signal = new AbortController().signal): SensorAnswer<Snapshot> {
    const wants = this.channels.map((channel): Want => ({ channel, use }));
    return this.driver.read(wants, signal);
  }

  /** Sets the occupancy of the first channel. */
  async set(occupancy: number, signal = new AbortController().signal): SensorAnswer<void> {
    return this.control.set(this.channels[0] ?? '', occupancy, signal);
  }

  /** The outcome of a read: the kind of its error, or how its numbers compare with what the device counted. */
  async outcome(use: Use): Promise<Outcome | 'wrong numbers'> {
    const result = await this.read(use);
    if (!result.ok) return result.error.kind;
    const truth = new Map(this.device.truth().map((channel) => [channel.channel, channel]));
    const { readings } = result.value;
    const agrees = (is: (reading: Reading, counted: ChannelTruth) => boolean) =>
      readings.every((reading) => {
        const counted = truth.get(reading.channel);
        return counted !== undefined && is(reading, counted);
      });
    const isComplete = this.channels.every((channel) =>
      readings.some((reading) => reading.channel === channel),
    );
    if (!isComplete) return 'wrong numbers';
    if (agrees(isTrue)) return 'truth';
    return agrees(isNegated) ? 'as-sent' : 'wrong numbers';
  }

  async close(): Promise<void> {
    await this.driver.close?.();
    await this.#http.close();
    await this.device.close();
  }
}

function isTrue(reading: Reading, counted: ChannelTruth): boolean {
  if (reading.kind === 'count') return reading.in === counted.in && reading.out === counted.out;
  const { occupancy, totals } = reading;
  const isTotalTrue = totals === undefined || (totals.in === counted.in && totals.out === counted.out);
  return occupancy === counted.occupancy && isTotalTrue;
}

/** A level as the fault `negative` sends it; counts and totals cannot be below 0. */
function isNegated(reading: Reading, counted: ChannelTruth): boolean {
  return (
    reading.kind === 'level' && reading.occupancy === -counted.occupancy - 1 && reading.totals === undefined
  );
}
