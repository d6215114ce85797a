import { z } from 'zod';
import {
  type DeviceModel,
  json,
  type SimulatedAnswer,
  type SimulatedRequest,
  type SimulatedWorld,
} from '../device/device-model.ts';
import { sendPush } from '../device/send-push.ts';
import type { SimulatedChannel, SimulatorFamily, SimulatorOptions } from '../device/simulated-device.ts';
import { startDevice } from '../device/start-device.ts';
import { checkKey, SimulatedGateway } from './gateway.ts';
import { gatewayWebhook, type PushRequest, pushRequestSchema, sensorPush } from './simulated-push.ts';
import { SimulatedSensor } from './simulated-sensor.ts';

const defaultZones: readonly SimulatedChannel[] = [
  { id: 'entrance_a', name: 'Main Entrance' },
  { id: 'hall', name: 'Hall' },
  { id: 'lounge', name: 'Lounge' },
];

const modeSchema = z.enum(['gateway', 'v5']);
/** What can be set whatever the mode. */
const ownSettingsSchema = z.object({ mode: modeSchema.optional(), push: pushRequestSchema.optional() });
const keptPushes = 20;

/** A push that was sent, and the answer to it. */
interface SentPush {
  readonly format: PushRequest['format'];
  readonly answer: number | string;
}

/**
 * A Xovis device, a gateway or a sensor by its setting `mode`. It pushes on request: `set({ push: { url, format
 * } })`.
 */
class SimulatedXovis implements DeviceModel {
  readonly extraFaults: DeviceModel['extraFaults'] = new Set(['wrong-clock']);
  readonly countFields: ReadonlySet<string>;
  readonly #options: SimulatorOptions;
  readonly #world: SimulatedWorld;
  readonly #gateway: SimulatedGateway;
  readonly #sensor: SimulatedSensor;
  #mode: z.infer<typeof modeSchema> = 'gateway';
  #packages = 0;
  #sent: readonly SentPush[] = [];

  constructor(world: SimulatedWorld, options: SimulatorOptions) {
    this.#world = world;
    this.#options = options;
    this.#gateway = new SimulatedGateway(world, options.channels ?? defaultZones);
    this.#sensor = new SimulatedSensor(world, options);
    this.countFields = new Set([...this.#gateway.countFields, ...this.#sensor.countFields]);
  }

  get settings(): Readonly<Record<string, unknown>> {
    const sent = this.#sent.length === 0 ? {} : { sentPushes: this.#sent };
    return { mode: this.#mode, ...this.#active.settings, ...sent };
  }

  /** `mode` is applied first: the other settings belong to that device. */
  set({ mode: wanted, push: request, ...settings }: Readonly<Record<string, unknown>>): void {
    const { mode, push } = ownSettingsSchema.parse({ mode: wanted, push: request });
    const modeBefore = this.#mode;
    if (mode !== undefined) this.#mode = mode;
    try {
      this.#active.set(settings);
      if (push !== undefined) this.#push(push);
    } catch (error) {
      this.#mode = modeBefore;
      throw error;
    }
  }

  signIn(request: SimulatedRequest): SimulatedAnswer | null {
    return this.#mode === 'gateway'
      ? checkKey(request, this.#options.token, this.#gateway.settings.apiKeyHeader)
      : this.#sensor.signIn(request);
  }

  answer(request: SimulatedRequest): SimulatedAnswer {
    return this.#active.answer(request);
  }

  errorIn200(): SimulatedAnswer {
    return this.#mode === 'gateway'
      ? this.#gateway.errorIn200()
      : json({ error: { code: 500, message: 'Internal error' } });
  }

  walk(people: { readonly in?: number; readonly out?: number }, channel?: string): void {
    this.#active.walk(people, channel);
  }

  truth() {
    return this.#active.truth();
  }

  resetCounters(): void {
    this.#active.resetCounters();
  }

  get #active(): SimulatedGateway | SimulatedSensor {
    return this.#mode === 'gateway' ? this.#gateway : this.#sensor;
  }

  #push(request: PushRequest): void {
    const body = this.#bodyOf(request.format);
    void this.#send(request, body);
  }

  #bodyOf(format: PushRequest['format']): string {
    this.#packages += 1;
    if ((format === 'webhook') !== (this.#mode === 'gateway')) {
      throw new Error(`A ${this.#mode} pushes ${this.#mode === 'gateway' ? 'webhook' : 'no webhook'}.`);
    }
    return format === 'webhook'
      ? gatewayWebhook(this.#gateway, this.#packages, new Date(this.#world.now()).toISOString())
      : sensorPush(this.#sensor, format, this.#packages);
  }

  async #send(request: PushRequest, body: string): Promise<void> {
    for (let time = 0; time < request.times; time += 1) {
      const answer = await sendPush(request, body);
      this.#sent = [...this.#sent, { format: request.format, answer }].slice(-keptPushes);
    }
  }
}

/**
 * Starts fake Xovis devices: gateways, or sensors of firmware 5 with the setting `mode: 'v5'`. `token` is the
 * API key of a gateway, `username` and `password` are those of a sensor; without them everybody may read.
 */
export const xovisSimulator: SimulatorFamily = {
  id: 'xovis',
  entry: { basePath: '/api/v1', keyName: 'apiKey', poll: '1s', hasChannels: true },
  start: (options) => {
    let device: SimulatedXovis | undefined;
    return startDevice({
      family: 'xovis',
      options,
      model: (world) => {
        device = new SimulatedXovis(world, options);
        return device;
      },
      signIn: (request) => device?.signIn(request) ?? null,
    });
  },
};
