import type { Socket } from 'node:net';
import type { ModbusTCPClient } from 'jsmodbus';
import type { MqttClient } from 'mqtt';
import { sensorErrorInEnglish } from '#lib/i18n/sensor-error-in-english.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { AddressRule } from '#server/network/outbound.ts';
import type { LampConfig, LampSetting } from '#server/platform/config/configuration.ts';
import { DeviceConnection } from '#server/sensors/http/device-connection.ts';
import { sensorErrorOf } from '#server/sensors/http/exchange-error.ts';
import { trustedConnector } from '#server/sensors/http/trusted-connector.ts';

/** The result of a command: `ok` if the lamp confirmed it, `told` if it cannot be read back, or the error in English. */
export type LampOutcome = Result<'ok' | 'told', string>;

/** Sets what one lamp shows. One call at a time; what the network does is a value. */
export interface LampDriver {
  /** @param isLast the last command: the lamp keeps this state */
  show(setting: LampSetting, signal: AbortSignal, isLast: boolean): Promise<LampOutcome>;
  close(): Promise<void>;
}

/** The longest a lamp may take for one command, milliseconds. */
export const lampTimeoutMs = 4000;
const ports = { mqtt: '1883', mqtts: '8883', modbus: '502' } as const;

export function lampDriver(config: LampConfig, addresses: AddressRule): LampDriver {
  switch (config.driver) {
    case 'axis-io':
      return new AxisIoLamp(config, addresses);
    case 'http':
      return new HttpLamp(config, addresses);
    case 'modbus-tcp':
      return new ModbusLamp(config, addresses);
    case 'mqtt':
      return new MqttLamp(config, addresses);
  }
}

function connectionTo(
  { url, username, password, tls }: LampConfig,
  addresses: AddressRule,
): DeviceConnection {
  return new DeviceConnection({
    origin: new URL(url).origin,
    tls,
    addresses,
    timeoutMs: lampTimeoutMs,
    ...(username !== undefined && password !== undefined && { credentials: { username, password } }),
  });
}

/** Outputs that go off first: two lights of one lamp are never on together, however slow the device is. */
function inOrder(outputs: ReadonlyMap<number, boolean>): (readonly [number, boolean])[] {
  return [...outputs].toSorted(([, a], [, b]) => Number(a) - Number(b));
}

/**
 * Ports of an Axis device, by VAPIX: `/axis-cgi/io/port.cgi?action=1:/` switches on, `1:\` off, `1:/15000\` on for 15 s
 * (https://developer.axis.com/vapix/network-video/input-and-outputs). Read back.
 */
class AxisIoLamp implements LampDriver {
  readonly #http: DeviceConnection;
  readonly #on: string;

  constructor(config: LampConfig, addresses: AddressRule) {
    this.#http = connectionTo(config, addresses);
    this.#on = config.holdMs === undefined ? '/' : `/${config.holdMs}\\`;
  }

  async show(setting: LampSetting, signal: AbortSignal, isLast: boolean): Promise<LampOutcome> {
    if (setting.kind !== 'outputs') return fail('no outputs are configured');
    for (const [port, isOn] of inOrder(setting.outputs)) {
      const action = encodeURIComponent(`${port}:${isOn ? (isLast ? '/' : this.#on) : '\\'}`);
      const answer = await this.#ask(`action=${action}`, signal);
      if (!answer.ok) return answer;
    }
    const asked = [...setting.outputs.keys()].join(',');
    const active = await this.#ask(`checkactive=${asked}`, signal);
    if (!active.ok) return active;
    for (const [port, isOn] of setting.outputs) {
      const [, state] = new RegExp(`^port${port}=(\\w+)`, 'm').exec(active.value) ?? [];
      if (state === undefined) return fail(`the device does not report the state of port ${port}`);
      if ((state === 'active') !== isOn)
        return fail(`port ${port} is ${state}, not ${isOn ? 'active' : 'inactive'}`);
    }
    return ok('ok');
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  async #ask(query: string, signal: AbortSignal): Promise<Result<string, string>> {
    const answer = await this.#http.request({
      method: 'GET',
      path: `/axis-cgi/io/port.cgi?${query}`,
      signal,
    });
    return answer.ok ? ok(answer.value.text) : fail(sensorErrorInEnglish(answer.error));
  }
}

/** A request for each state. A success is all that is known of it. */
class HttpLamp implements LampDriver {
  readonly #http: DeviceConnection;
  readonly #url: string;
  readonly #token: string | undefined;

  constructor(config: LampConfig, addresses: AddressRule) {
    this.#http = connectionTo(config, addresses);
    this.#url = config.url;
    this.#token = config.token;
  }

  async show(setting: LampSetting, signal: AbortSignal): Promise<LampOutcome> {
    if (setting.kind !== 'request') return fail('no request is configured');
    const { method, body, type } = setting;
    const url = new URL(setting.url, this.#url);
    // Another host would get this lamp's password.
    if (url.origin !== new URL(this.#url).origin) return fail(`${url.origin} is not the lamp's own address`);
    const answer = await this.#http.request({
      method,
      path: `${url.pathname}${url.search}`,
      signal,
      headers: {
        ...(method !== 'GET' && { 'content-type': type }),
        ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
      },
      ...(method !== 'GET' && { body }),
    });
    return answer.ok ? ok('told') : fail(sensorErrorInEnglish(answer.error));
  }

  close(): Promise<void> {
    return this.#http.close();
  }
}

/** A trusted connection to an allowed address. */
function dial(
  { url, tls }: LampConfig,
  scheme: { readonly isSecure: boolean; readonly port: string },
  addresses: AddressRule,
  signal: AbortSignal,
): Promise<Result<Socket, string>> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    // Given up before it began: the event has been, and does not come again.
    if (signal.aborted) return resolve(fail('it does not answer in time'));
    let hangUp: () => void = () => undefined;
    const connect = trustedConnector(
      { tls, addresses },
      {
        onDial: (given) => {
          hangUp = given;
        },
        onConnect: () => undefined,
      },
    );
    signal.addEventListener('abort', () => {
      hangUp();
      resolve(fail('it does not answer in time'));
    });
    const target = {
      hostname,
      host: hostname,
      protocol: scheme.isSecure ? 'https:' : 'http:',
      port: port === '' ? scheme.port : port,
    };
    connect(target, (...[error, socket]) => {
      if (error === null) {
        if (signal.aborted) socket.destroy();
        else resolve(ok(socket));
        return;
      }
      const known = sensorErrorOf(error, 0);
      resolve(fail(known === undefined ? error.message : sensorErrorInEnglish(known)));
    });
  });
}

/** Coils of a Modbus device over TCP, on one connection that is kept. Read back. */
class ModbusLamp implements LampDriver {
  readonly #config: LampConfig;
  readonly #addresses: AddressRule;
  #socket: Socket | undefined;
  #client: ModbusTCPClient | undefined;

  constructor(config: LampConfig, addresses: AddressRule) {
    this.#config = config;
    this.#addresses = addresses;
  }

  async show(setting: LampSetting, signal: AbortSignal): Promise<LampOutcome> {
    if (setting.kind !== 'outputs') return fail('no coils are configured');
    const connected = await this.#connected(signal);
    if (!connected.ok) return connected;
    const client = connected.value;
    const drop = () => this.#drop();
    signal.addEventListener('abort', drop);
    try {
      for (const [coil, isOn] of inOrder(setting.outputs)) await client.writeSingleCoil(coil, isOn);
      for (const [coil, isOn] of setting.outputs) {
        const { response } = await client.readCoils(coil, 1);
        const [found] = response.body.valuesAsArray;
        if ((found === 1) !== isOn)
          return fail(`coil ${coil} is ${found === 1 ? 'on' : 'off'}, not ${isOn ? 'on' : 'off'}`);
      }
      return ok('ok');
    } catch (error) {
      this.#drop();
      return fail(modbusWords(error));
    } finally {
      signal.removeEventListener('abort', drop);
    }
  }

  async close(): Promise<void> {
    this.#drop();
  }

  async #connected(signal: AbortSignal): Promise<Result<ModbusTCPClient, string>> {
    if (this.#client !== undefined && this.#socket?.destroyed === false) return ok(this.#client);
    const { default: modbus } = await import('jsmodbus');
    const socket = await dial(this.#config, { isSecure: false, port: ports.modbus }, this.#addresses, signal);
    if (!socket.ok) return socket;
    socket.value.on('error', () => undefined);
    this.#socket = socket.value;
    this.#client = new modbus.client.TCP(socket.value, this.#config.unit, lampTimeoutMs);
    // The library takes a socket for connected by this event only, and it was before.
    socket.value.emit('connect');
    return ok(this.#client);
  }

  #drop(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
    this.#client = undefined;
  }
}

function modbusWords(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}

/**
 * Publishes to a topic, and where the lamp reports what it shows, waits for that. The broker publishes the state to fall
 * to when this connection breaks off, as it does when Doorlight is killed.
 */
class MqttLamp implements LampDriver {
  readonly #config: LampConfig;
  readonly #addresses: AddressRule;
  #client: MqttClient | undefined;
  #heard: string | undefined;
  #onHeard: () => void = () => undefined;

  constructor(config: LampConfig, addresses: AddressRule) {
    this.#config = config;
    this.#addresses = addresses;
  }

  async show(setting: LampSetting, signal: AbortSignal): Promise<LampOutcome> {
    const { topic, statusTopic } = this.#config;
    if (setting.kind !== 'payload' || topic === undefined) return fail('no topic is configured');
    const client = await this.#connected(signal);
    if (!client.ok) return client;
    const { text } = setting;
    this.#heard = undefined;
    const published = await new Promise<LampOutcome>((resolve) => {
      signal.addEventListener('abort', () => resolve(fail('the broker confirms nothing')));
      client.value.publish(topic, text, { qos: 1 }, (error) =>
        resolve(error ? fail(error.message) : ok('told')),
      );
    });
    if (!published.ok) this.#drop();
    if (!published.ok || statusTopic === undefined) return published;
    return new Promise((resolve) => {
      const check = () => this.#heard === text && resolve(ok('ok'));
      this.#onHeard = check;
      signal.addEventListener('abort', () =>
        resolve(
          fail(this.#heard === undefined ? 'it does not report what it shows' : `it reports ${this.#heard}`),
        ),
      );
      check();
    });
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client !== undefined) await new Promise<void>((resolve) => client.end(false, () => resolve()));
  }

  async #connected(signal: AbortSignal): Promise<Result<MqttClient, string>> {
    if (this.#client?.connected === true) return ok(this.#client);
    this.#drop();
    const isSecure = this.#config.url.startsWith('mqtts:');
    const { MqttClient: Client } = (await import('mqtt')).default;
    const socket = await dial(
      this.#config,
      { isSecure, port: isSecure ? ports.mqtts : ports.mqtt },
      this.#addresses,
      signal,
    );
    if (!socket.ok) return socket;
    const { username, password, topic = '', statusTopic, settings, failSafe } = this.#config;
    const will = settings.get(failSafe);
    const client = new Client(() => socket.value, {
      protocolVersion: 4,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      keepalive: 5,
      reconnectPeriod: 0,
      ...(will?.kind === 'payload' && {
        will: { topic, payload: Buffer.from(will.text), qos: 1 as const, retain: false },
      }),
    });
    this.#client = client;
    client.on('message', (_topic, payload) => {
      this.#heard = payload.toString('utf8');
      this.#onHeard();
    });
    return new Promise((resolve) => {
      const lost = (reason: string) => {
        if (this.#client === client) this.#drop();
        resolve(fail(reason));
      };
      signal.addEventListener('abort', () => resolve(fail('the broker does not answer in time')));
      client.on('error', (error) => lost(error.message));
      client.on('close', () => lost('the broker closed the connection'));
      client.on('connect', () => {
        if (statusTopic === undefined) resolve(ok(client));
        else
          client.subscribe(statusTopic, { qos: 1 }, (error) =>
            error ? lost(error.message) : resolve(ok(client)),
          );
      });
    });
  }

  #drop(): void {
    const client = this.#client;
    this.#client = undefined;
    if (client === undefined) return;
    client.removeAllListeners();
    client.on('error', () => undefined);
    client.end(true);
  }
}
