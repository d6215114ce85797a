// Thousands of AXIS People Counters on one port: as little HTTP as the devices speak, so that the farm takes
// no more of the machine than it must. Sign-in is the simulators' own Digest guard.

import { createServer, type Socket } from 'node:net';
import { FarmDevice, type PrintedTime, printTime } from '../support/farm-device.ts';
import { type FarmReport, farmStartSchema, liveOccupancyPath, walkSchema } from '../support/farm-model.ts';
import { monotonicMs } from '../support/monotonic.ts';
import { serveBench } from '../support/serve.ts';
import { ascending } from '../support/stats.ts';

const requestEnd = '\r\n\r\n';
const target = /^GET (\/(guarded|open)-(\d+)(\S+)) HTTP/;
const authorizationLine = /\r\nauthorization: ([^\r]*)/i;

let devices: FarmDevice[] = [];
let moves: number[][] = [];
let devicesPerZone = 1;
let everyPolls = 0;
let polls = 0;
let challenges = 0;
let beganMs = monotonicMs();
let time: PrintedTime = printTime(Date.now());
setInterval(() => {
  time = printTime(Date.now());
}, 250);

function answer(head: string): string {
  const [, url = '', face, index = '', path] = target.exec(head) ?? [];
  const device = devices[Number(index)];
  if (device === undefined || path !== liveOccupancyPath) return response('404 Not Found', '');
  if (face === 'guarded') {
    const authorization = authorizationLine.exec(head)?.[1];
    const verdict = device.guard.check({ method: 'GET', url, authorization }, false);
    if (!verdict.pass) {
      challenges++;
      return response('401 Unauthorized', '', `WWW-Authenticate: ${verdict.challenges.join(', ')}\r\n`);
    }
  }
  polls++;
  const atMs = monotonicMs();
  device.rhythm.add(atMs);
  if (device.poll(everyPolls)) moves[Math.floor(Number(index) / devicesPerZone)]?.push(atMs);
  return response('200 OK', device.body(time));
}

function response(status: string, body: string, headers = ''): string {
  return (
    `HTTP/1.1 ${status}\r\nServer: Apache\r\nCache-Control: no-cache\r\nContent-Type: application/json\r\n` +
    `${headers}Content-Length: ${body.length}\r\n\r\n${body}`
  );
}

function talk(socket: Socket): void {
  let text = '';
  socket.setNoDelay(true);
  socket.setEncoding('latin1');
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf(requestEnd); end !== -1; end = text.indexOf(requestEnd)) {
      socket.write(answer(text.slice(0, end)));
      text = text.slice(end + requestEnd.length);
    }
  });
}

const server = createServer(talk);

function start(argument: unknown): Promise<{ port: number }> {
  const options = farmStartSchema.parse(argument);
  devicesPerZone = options.devicesPerZone;
  devices = Array.from({ length: options.devices }, (_, index) => new FarmDevice(index));
  begin();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', 4096, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('a TCP server has an address');
      resolve({ port: address.port });
    });
  });
}

function begin(): void {
  polls = 0;
  challenges = 0;
  beganMs = monotonicMs();
  for (const device of devices) device.rhythm.clear();
}

function report(): FarmReport {
  const elapsedMs = monotonicMs() - beganMs;
  const rhythms = devices.map(({ rhythm }) => rhythm.lateness());
  return {
    elapsedMs,
    polls,
    challenges,
    devicesHeard: devices.filter(({ rhythm }) => rhythm.size > 0).length,
    lateMs: ascending(rhythms.flatMap(({ lateMs }) => lateMs)),
    missed: rhythms.reduce((sum, { missed }) => sum + missed, 0),
  };
}

serveBench({
  start,
  begin,
  report,
  walk: (argument) => {
    everyPolls = walkSchema.parse(argument).everyPolls;
  },
  forgetMoves: () => {
    moves = Array.from({ length: Math.ceil(devices.length / devicesPerZone) }, () => []);
  },
  moves: () => moves,
});
