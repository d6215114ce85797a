import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A proxy before a Doorlight, as stores have them: while it holds, it takes whatever comes from the server and passes
 * nothing on, with every connection open; then it lets go of all of it at once.
 */
export class StallingProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #held: (() => void)[] | undefined;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param target origin of the Doorlight */
  static async before(target: string): Promise<StallingProxy> {
    const { hostname, port } = new URL(target);
    const proxy = new StallingProxy(createServer());
    proxy.#server.on('connection', (client) => proxy.#pass(client, connect(Number(port), hostname)));
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** Origin, without trailing slash. */
  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
  }

  hold(): void {
    this.#held ??= [];
  }

  letGo(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const pass of held) pass();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #pass(client: Socket, server: Socket): void {
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.setNoDelay();
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (data) => server.write(data));
    server.on('data', (data) => {
      if (this.#held) this.#held.push(() => client.write(data));
      else client.write(data);
    });
  }
}
