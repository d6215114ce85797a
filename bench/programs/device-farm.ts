// Thousands of AXIS People Counters on one port: as little HTTP as the devices speak, so that the farm takes
// no more of the machine than it must. Sign-in is the simulators' own Digest guard.

import { createServer, type Socket } from 'node:net';
import { type PrintedTime, printTime } from '../support/farm-device.ts';
import { faceSchema, farmStartSchema, liveOccupancyPath, walkSchema } from '../support/farm-model.ts';
import { FarmSide } from '../support/farm-side.ts';
import { serveBench } from '../support/serve.ts';

const requestEnd = '\r\n\r\n';
/** As AXIS's Apache does; a process cannot hold twenty thousand connections open either. */
const idleMs = 15_000;
const target = /^GET (\/(guarded|open)-(\d+)(\S+)) HTTP/;
const authorizationLine = /\r\nauthorization: ([^\r]*)/i;

let guarded = new FarmSide('guarded', 0, 1);
let open = new FarmSide('open', 0, 1);
let time: PrintedTime = printTime(Date.now());
setInterval(() => {
  time = printTime(Date.now());
}, 250);

function answer(head: string): string {
  const [, url = '', face, index = '', path] = target.exec(head) ?? [];
  if (path !== liveOccupancyPath) return response('404 Not Found', '');
  const side = face === 'guarded' ? guarded : open;
  const asked = side.ask(Number(index), url, authorizationLine.exec(head)?.[1], time);
  if (asked === undefined) return response('404 Not Found', '');
  if (asked.isAllowed) return response('200 OK', asked.body ?? '');
  return response('401 Unauthorized', '', `WWW-Authenticate: ${asked.challenges?.join(', ')}\r\n`);
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
  socket.setTimeout(idleMs, () => socket.end());
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
  const { devices, devicesPerZone } = farmStartSchema.parse(argument);
  guarded = new FarmSide('guarded', devices, devicesPerZone);
  open = new FarmSide('open', devices, devicesPerZone);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', 4096, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('a TCP server has an address');
      resolve({ port: address.port });
    });
  });
}

const sideOf = (face: unknown) => (faceSchema.parse(face) === 'guarded' ? guarded : open);

serveBench({
  start,
  begin: (face) => sideOf(face).begin(),
  report: (face) => sideOf(face).report(),
  walk: (argument) => {
    const { face, everyPolls } = walkSchema.parse(argument);
    sideOf(face).walk(everyPolls);
  },
  moves: (face) => sideOf(face).moves,
});
