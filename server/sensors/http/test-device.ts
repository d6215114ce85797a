import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';

/** A public test key, see fixtures/README.md. */
export const testTls = {
  key: readFileSync(new URL('fixtures/device-key.pem', import.meta.url), 'utf8'),
  cert: readFileSync(new URL('fixtures/device-certificate.pem', import.meta.url), 'utf8'),
};

/** One request that reached a {@link TestDevice}. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export type Answer = (
  request: ReceivedRequest,
  response: http.ServerResponse,
  /** How many requests came, this one included. */
  count: number,
) => void;

/** A real server on a loopback address that answers as a test requires and records requests. */
export class TestDevice {
  readonly origin: string;
  readonly received: ReceivedRequest[];
  readonly #server: net.Server;
  readonly #sockets: Set<net.Socket>;
  /** Connections since the start. */
  #connections = 0;

  private constructor(server: net.Server, scheme: string, received: ReceivedRequest[]) {
    this.#server = server;
    this.#sockets = new Set();
    this.received = received;
    server.on('connection', (socket: net.Socket) => {
      this.#connections += 1;
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => this.#sockets.delete(socket));
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    this.origin = `${scheme}://127.0.0.1:${address.port}`;
  }

  /** Speaks HTTP, or HTTPS with the test certificate. */
  static async http(answer: Answer, { isSecure = false } = {}): Promise<TestDevice> {
    const received: ReceivedRequest[] = [];
    const listener: http.RequestListener = async (request, response) => {
      const body = await text(request);
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, authorization: headers.authorization, body };
      received.push(one);
      answer(one, response, received.length);
    };
    const server = isSecure ? https.createServer(testTls, listener) : http.createServer(listener);
    server.keepAliveTimeout = 60_000;
    return TestDevice.#listen(server, isSecure ? 'https' : 'http', received);
  }

  /** A raw TCP server, for what no HTTP server does. `scheme` only sets its origin. */
  static tcp(onConnection: (socket: net.Socket) => void, scheme = 'http'): Promise<TestDevice> {
    const server = net.createServer((socket) => {
      socket.resume();
      onConnection(socket);
    });
    return TestDevice.#listen(server, scheme, []);
  }

  static async #listen(server: net.Server, scheme: string, received: ReceivedRequest[]): Promise<TestDevice> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TestDevice(server, scheme, received);
  }

  get connections(): number {
    return this.#connections;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  /** Cuts every connection, like a device that is switched off and on. */
  dropConnections(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }
}

async function text(request: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
