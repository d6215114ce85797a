import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A loopback connection that a test can cut, or freeze. */
export class TcpProxy {
  readonly #server: Server;
  readonly #target: number;
  /** Receives the first bytes of a connection; its result is sent as the answer, and the connection ends. */
  readonly #refuse: (first: Buffer) => Buffer | undefined;
  readonly #sockets = new Set<Socket>();
  #mode: 'open' | 'hanging' | 'cut' = 'open';
  /** Connections that were tried. */
  connections = 0;

  private constructor(target: number, refuse: (first: Buffer) => Buffer | undefined) {
    this.#target = target;
    this.#refuse = refuse;
    this.#server = createServer((socket) => this.#join(socket));
  }

  static async start(
    target: number,
    refuse: (first: Buffer) => Buffer | undefined = () => undefined,
  ): Promise<TcpProxy> {
    const proxy = new TcpProxy(target, refuse);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Nothing is transmitted any more, without notice; new connections are accepted and hang as well. */
  hang(): void {
    this.#mode = 'hanging';
    for (const socket of this.#sockets) socket.pause();
  }

  /** Every connection breaks, and new ones at once. */
  cut(): void {
    this.#mode = 'cut';
    for (const socket of this.#sockets) socket.destroy();
  }

  /** New connections work; frozen ones break. */
  mend(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#mode = 'open';
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(client: Socket): void {
    this.connections++;
    this.#keep(client);
    if (this.#mode === 'cut') return void client.destroy();
    if (this.#mode === 'hanging') return void client.pause();
    client.once('data', (first) => {
      const answer = this.#refuse(first);
      if (answer !== undefined) return void client.end(answer);
      const server = connect(this.#target, '127.0.0.1');
      this.#keep(server);
      server.write(first);
      client.pipe(server);
      server.pipe(client);
      server.once('error', () => client.destroy());
    });
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
