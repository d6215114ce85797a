import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import type { Row } from '../row.ts';
import { type Door, pushToken, site } from '../shop.ts';

const devices = { group: 'devices', on: ['sqlite'] } as const;
const dayMs = 86_400_000;
let hugeAnswer: Buffer | undefined;
/** One for all: so much is made when it is needed, and once. */
const huge = () => {
  hugeAnswer ??= Buffer.alloc(60 * 1024 * 1024, ' ');
  return hugeAnswer;
};

/** Every byte there is, none of it in its place. */
const garbage = Buffer.alloc(2048, Buffer.from(Array.from({ length: 256 }, (_, index) => 255 - index)));

/** By door: rows of several families are played at the same time. */
const strangers = new Map<Door, SimulatedDevice>();
const floods = new Map<Door, NodeJS.Timeout>();

/** Answers whatever is asked with one whole HTTP answer. */
function answering(type: string, body: () => Buffer): (client: Socket) => void {
  return (client) => {
    const bytes = body();
    client.write(`HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ncontent-length: ${bytes.length}\r\n\r\n`);
    client.write(bytes);
  };
}

const answeredBy = (answer: (client: Socket) => void): Pick<Row, 'break' | 'heal'> => ({
  break: ({ door }) => door.proxy.answerBy(answer),
  heal: ({ door }) => door.proxy.answerBy(undefined),
});

/** Counters that begin anew are asked before as many have passed as before: nobody could distinguish them later. */
async function untilAsked(device: SimulatedDevice): Promise<void> {
  const { requests } = device;
  while (device.requests < requests + 2) await sleep(20);
}

const clockJump = (name: string, aheadMs: number): Row => ({
  ...devices,
  name,
  // A cloud has no clock that could be wrong.
  notOf: ['indivd'],
  // The sums of its day begin anew.
  async break({ door }) {
    door.setClock(aheadMs);
    await untilAsked(door.device);
  },
  heal: ({ door }) => door.setClock(0),
});

export const deviceRows: readonly Row[] = [
  {
    ...devices,
    name: 'silent: refuses connections',
    break: ({ door }) => door.proxy.refuse(),
    heal: ({ door }) => door.proxy.accept(),
  },
  {
    ...devices,
    name: 'half-open: takes connections, answers nothing',
    break: ({ door }) => door.proxy.cut(),
    heal: ({ door }) => door.proxy.resume(),
  },
  {
    ...devices,
    name: 'slow: 4 s each way',
    lastsMs: 12_000,
    break: ({ door }) => door.proxy.delay(4000),
    heal: ({ door }) => door.proxy.delay(0),
  },
  {
    ...devices,
    name: 'another serial number at its address',
    // Neither says who it is.
    notOf: ['indivd', 'xovis'],
    async break({ door }) {
      const stranger = await door.stranger();
      strangers.set(door, stranger);
      stranger.walk({ in: 1 });
      door.proxy.setTarget(stranger.url);
      await door.proxy.refuse();
      await door.proxy.accept();
    },
    async heal({ door }) {
      door.proxy.setTarget(door.device.url);
      await door.proxy.refuse();
      await door.proxy.accept();
      await strangers.get(door)?.close();
    },
  },
  clockJump('clock jumps ahead by a day', dayMs),
  clockJump('clock jumps ahead by a year', 365 * dayMs),
  {
    ...devices,
    name: 'counters back to 0',
    // A level that begins at 0 says that nobody is inside.
    notOf: ['xovis'],
    async break({ door: { device } }) {
      await device.setFault('reset-counters');
      await untilAsked(device);
    },
    heal: ({ door }) => door.device.setFault(null),
  },
  {
    ...devices,
    name: 'a flood of pushes',
    notOf: ['axis-people-counter', 'axis-stereo', 'indivd'],
    break({ door, product }) {
      const url = `${product.url}/push/${door.family.simulator.id}/${site}/${door.id}`;
      const format = door.isLevel ? { format: 'webhook' } : {};
      const push = () => door.device.set({ push: { url, token: pushToken, times: 20, ...format } });
      floods.set(door, setInterval(push, 100));
    },
    heal: ({ door }) => clearInterval(floods.get(door)),
  },
  {
    ...devices,
    name: 'an answer of 60 MB',
    ...answeredBy(answering('application/json', huge)),
  },
  {
    ...devices,
    name: 'garbage',
    ...answeredBy(answering('application/json', () => garbage)),
  },
  {
    ...devices,
    name: 'garbage in the place of HTTP',
    ...answeredBy((client) => client.write(garbage)),
  },
];
