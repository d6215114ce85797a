import { createServer, request as httpRequest, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { passUpgrade } from './pass-upgrade.ts';

/** A server that echoes everything in capitals, or refuses; and one in front that forwards to it. */

let behind: Server;
let front: Server;
let echoing: Duplex | undefined;

beforeAll(async () => {
  behind = await listening(
    createServer((_request, response) => response.writeHead(403).end('not you')).on(
      'upgrade',
      (request, socket) => {
        if (request.url === '/refused') {
          socket.end('HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nnot you\r\n0\r\n\r\n');
          return;
        }
        echoing = socket;
        socket.on('error', () => undefined);
        socket.on('end', () => socket.end());
        socket.write(
          'HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\nhello;',
        );
        socket.on('data', (part: Buffer) => socket.write(part.toString().toUpperCase()));
      },
    ),
  );
  const { port } = behind.address() as AddressInfo;
  front = await listening(
    createServer().on('upgrade', ({ method, url, headers }, socket, head) =>
      passUpgrade(httpRequest({ host: '127.0.0.1', port, method, path: url, headers }), socket, head),
    ),
  );
});
afterAll(() => {
  front?.close();
  behind?.close();
});

async function listening(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function open(path: string, first = ''): { socket: Socket; said: () => string; ended: Promise<unknown> } {
  const { port } = front.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  let said = '';
  socket.on('data', (part) => {
    said += part.toString();
  });
  socket.on('error', () => undefined);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: door\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n${first}`);
  return { socket, said: () => said, ended: new Promise((resolve) => socket.once('close', resolve)) };
}

it('hands on what each side says, what came with the first words too', async () => {
  const { socket, said } = open('/', 'early;');
  await expect.poll(said).toMatch(/^HTTP\/1.1 101 Switching Protocols\r\n.*\r\n\r\nhello;EARLY;$/s);
  socket.write('late;');
  await expect.poll(said).toMatch(/hello;EARLY;LATE;$/);
  socket.destroy();
});

it('ends both sides when one ends, in order or not', async () => {
  const torn = open('/');
  await expect.poll(torn.said).toContain('hello;');
  const gone = new Promise((resolve) => echoing?.once('close', resolve));
  torn.socket.destroy();
  await gone;
  for (const end of ['end', 'destroy'] as const) {
    const left = open('/');
    await expect.poll(left.said).toContain('hello;');
    echoing?.[end]();
    left.socket.end();
    await left.ended;
  }
});

it('hands on a refusal whole, and ends', async () => {
  const { said, ended } = open('/refused');
  await ended;
  expect(said()).toMatch(/^HTTP\/1.1 403 Forbidden\r\n.*\r\n\r\nnot you$/s);
  expect(said().toLowerCase()).not.toContain('transfer-encoding');
});
