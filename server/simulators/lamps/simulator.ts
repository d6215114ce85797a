import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import { server as modbusServer } from 'jsmodbus';
import { connectAsync } from 'mqtt';
import type { lampDrivers } from '#lib/contract/lamp.ts';

export type LampDriverName = (typeof lampDrivers)[number];

export interface SimulatedLampOptions {
  readonly host?: string;
  readonly port?: number;
  /** For `mqtt`: where it listens for what it is to show. */
  readonly broker?: string;
  readonly topic?: string;
  /** Called with what it shows, at each change. */
  onChange?(shown: string): void;
}

/** A lamp that is not there, but listens and can be looked at. */
export interface SimulatedLamp {
  readonly driver: LampDriverName;
  /** The `url` of its entry. */
  readonly url: string;
  /** Keys of its entry beside that. */
  readonly keys: Readonly<Record<string, unknown>>;
  /** What it shows: numbers of the outputs that are on, the last request, or the last text. */
  shown(): string;
  /** Somebody switches its outputs by hand. */
  switchByHand(outputs: readonly number[]): void;
  /** What came, oldest first. */
  readonly commands: string[];
  /** It takes commands, and does nothing. */
  isStuck: boolean;
  close(): Promise<void>;
}

/** Keeps what a lamp shows, and reports when that changes. */
class Shown {
  #text = '';
  readonly #onChange: ((shown: string) => void) | undefined;

  constructor(onChange: ((shown: string) => void) | undefined) {
    this.#onChange = onChange;
  }

  get text(): string {
    return this.#text;
  }

  set(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#onChange?.(text);
  }
}

/** Starts one, on a port of its own. */
export function startSimulatedLamp(
  driver: LampDriverName,
  options: SimulatedLampOptions = {},
): Promise<SimulatedLamp> {
  switch (driver) {
    case 'axis-io':
      return startAxis(options);
    case 'modbus-tcp':
      return startModbus(options);
    case 'http':
      return startHttp(options);
    case 'mqtt':
      return startMqtt(options);
  }
}

interface OwnParts extends Pick<SimulatedLamp, 'driver' | 'keys' | 'commands'> {
  readonly scheme: string;
  readonly server: Server | TcpServer;
  readonly shown: () => string;
  readonly switchByHand?: (outputs: readonly number[]) => void;
  readonly onClose?: () => void;
}

/** What all lamps have in common that listen themselves. */
async function listening(parts: OwnParts, { host = '127.0.0.1', port = 0 }: SimulatedLampOptions) {
  const { server, scheme, driver, keys, commands, shown } = parts;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address');
  const lamp: SimulatedLamp = {
    driver,
    url: `${scheme}://${host}:${address.port}`,
    keys,
    commands,
    shown,
    switchByHand: (outputs) => parts.switchByHand?.(outputs),
    isStuck: false,
    close: async () => {
      parts.onClose?.();
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return lamp;
}

const printed = (outputs: Iterable<number>) => [...outputs].toSorted((a, b) => a - b).join(', ');

/**
 * The ports of an Axis device: `action=1:/` switches on, `1:\` off, `1:/300\` on for 300 ms
 * (https://developer.axis.com/vapix/network-video/input-and-outputs). A new command ends what an older one would still do.
 */
async function startAxis(options: SimulatedLampOptions): Promise<SimulatedLamp> {
  const on = new Set<number>();
  const timers = new Map<number, NodeJS.Timeout>();
  const commands: string[] = [];
  const shown = new Shown(options.onChange);
  const switchTo = (port: number, isOn: boolean) => {
    if (isOn) on.add(port);
    else on.delete(port);
    shown.set(printed(on));
  };
  const act = (port: number, steps: string) => {
    clearTimeout(timers.get(port));
    const [, level, waitMs, rest] = /^([/\\])(\d*)(.*)$/.exec(steps) ?? [];
    if (level === undefined) return;
    switchTo(port, level === '/');
    if (rest) timers.set(port, setTimeout(() => act(port, rest), Number(waitMs)).unref());
  };
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://device').searchParams;
    const action = query.get('action');
    const [, port, steps] = /^(\d+):(.+)$/.exec(action ?? '') ?? [];
    if (action !== null) commands.push(action);
    if (steps !== undefined && !lamp.isStuck) act(Number(port), steps);
    const asked = (query.get('checkactive') ?? '').split(',').filter((each) => each !== '');
    response.setHeader('content-type', 'text/plain');
    response.end(asked.map((each) => `port${each}=${on.has(Number(each)) ? '' : 'in'}active`).join('\r\n'));
  });
  const lamp: SimulatedLamp = await listening(
    {
      driver: 'axis-io',
      scheme: 'http',
      keys: {},
      commands,
      server,
      shown: () => printed(on),
      switchByHand: (outputs) => {
        on.clear();
        for (const output of outputs) switchTo(output, true);
      },
      onClose: () => {
        for (const timer of timers.values()) clearTimeout(timer);
      },
    },
    options,
  );
  return lamp;
}

/** 64 coils of a Modbus device. */
async function startModbus(options: SimulatedLampOptions): Promise<SimulatedLamp> {
  const coils = Buffer.alloc(8);
  const commands: string[] = [];
  const shown = new Shown(options.onChange);
  const isOn = (coil: number) => ((coils[coil >> 3] ?? 0) >> (coil & 7)) & 1;
  const lit = () => printed([...Array(64).keys()].filter(isOn));
  const server = createTcpServer();
  const modbus = new modbusServer.TCP(server, { coils });
  let before = Buffer.alloc(8);
  modbus.on('postWriteSingleCoil', () => {
    if (lamp.isStuck) before.copy(coils);
    before = Buffer.from(coils);
    commands.push(lit());
    shown.set(lit());
  });
  const lamp: SimulatedLamp = await listening(
    {
      driver: 'modbus-tcp',
      scheme: 'modbus',
      keys: { unit: 1 },
      commands,
      server,
      shown: lit,
      switchByHand: (outputs) => {
        coils.fill(0);
        for (const coil of outputs) coils[coil >> 3] = (coils[coil >> 3] ?? 0) | (1 << (coil & 7));
        before = Buffer.from(coils);
        shown.set(lit());
      },
    },
    options,
  );
  return lamp;
}

/** Takes any request, and shows its method, path and body. */
async function startHttp(options: SimulatedLampOptions): Promise<SimulatedLamp> {
  const commands: string[] = [];
  const shown = new Shown(options.onChange);
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const command = `${request.method} ${request.url} ${Buffer.concat(parts).toString()}`.trim();
      commands.push(command);
      if (!lamp.isStuck) shown.set(command);
      response.end();
    });
  });
  const lamp: SimulatedLamp = await listening(
    { driver: 'http', scheme: 'http', keys: {}, commands, server, shown: () => shown.text },
    options,
  );
  return lamp;
}

/** Subscribes to its topic at a broker, and reports what it shows. */
async function startMqtt(options: SimulatedLampOptions): Promise<SimulatedLamp> {
  const { broker = 'mqtt://127.0.0.1:1883', topic = 'lamp/set', onChange } = options;
  const statusTopic = topic.replace(/\/set$/, '/state');
  const commands: string[] = [];
  const shown = new Shown(onChange);
  const client = await connectAsync(broker);
  client.on('message', (_topic, payload) => {
    const text = payload.toString('utf8');
    commands.push(text);
    if (lamp.isStuck) return;
    shown.set(text);
    client.publish(statusTopic, text);
  });
  await client.subscribeAsync(topic);
  const lamp: SimulatedLamp = {
    driver: 'mqtt',
    url: broker,
    keys: { topic, statusTopic },
    commands,
    shown: () => shown.text,
    switchByHand: () => undefined,
    isStuck: false,
    close: () => client.endAsync(true),
  };
  return lamp;
}
