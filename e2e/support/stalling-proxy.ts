import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The direction of bytes through a proxy. */
type Direction = 'to-server' | 'to-client';

/**
 * A TCP proxy that fails on demand as networks do: it holds bytes back with every connection open, lets them pass
 * late, refuses connections, leads to another server, or lets a stranger answer.
 */
export class StallingProxy {
  #server: Server;
  #port = 0;
  #target: URL;
  #delayMs = 0;
  #stranger: ((client: Socket) => void) | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #held = new Map<Direction, (() => void)[]>();

  private constructor(target: string) {
    this.#target = new URL(target);
    this.#server = this.#listener();
  }

  /** @param target origin of what stands behind it: a Doorlight, a device, a database */
  static async before(target: string): Promise<StallingProxy> {
    const proxy = new StallingProxy(target);
    await proxy.accept();
    return proxy;
  }

  /** Origin, without trailing slash. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  /** Takes whatever comes from the server and passes nothing on, as a proxy that buffers. */
  hold(): void {
    this.#hold('to-client');
  }

  /** Passes nothing on in either direction, and no end of a connection: a cable that is cut. */
  cut(): void {
    this.#hold('to-client');
    this.#hold('to-server');
  }

  /** Lets go of everything that is held, at once and in order. */
  resume(): void {
    const held = [...this.#held.values()].flat();
    this.#held.clear();
    for (const pass of held) pass();
  }

  /** Every chunk passes so much later. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** New connections are led to another server; those that are open stay where they are. */
  setTarget(target: string): void {
    this.#target = new URL(target);
  }

  /** Whatever a client says, this answers in the place of the server; undefined: the server again. */
  answerBy(stranger: ((client: Socket) => void) | undefined): void {
    this.#stranger = stranger;
  }

  /** Ends every connection and refuses new ones, as a machine whose program has ended. */
  async refuse(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#held.clear();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** Takes connections, on the same port as before. */
  async accept(): Promise<void> {
    if (this.#server.listening) return;
    this.#server = this.#listener();
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has an address');
    this.#port = address.port;
  }

  async close(): Promise<void> {
    await this.refuse();
  }

  #listener(): Server {
    return createServer((client) =>
      this.#pass(client, connect(Number(this.#target.port), this.#target.hostname)),
    );
  }

  #hold(direction: Direction): void {
    if (!this.#held.has(direction)) this.#held.set(direction, []);
  }

  #pass(client: Socket, server: Socket): void {
    this.#forward(client, server, 'to-server');
    this.#forward(server, client, 'to-client');
  }

  #forward(from: Socket, to: Socket, direction: Direction): void {
    this.#sockets.add(from);
    from.setNoDelay();
    // Each chunk waits for the one before, so that a shorter delay overtakes nothing.
    let earlier: Promise<unknown> = Promise.resolve();
    const then = (act: () => void) => {
      const pass = () => {
        const held = this.#held.get(direction);
        if (held) held.push(act);
        else act();
      };
      if (this.#delayMs === 0 && earlier === passed) return pass();
      const due = sleep(this.#delayMs);
      const mine = earlier.then(() => due).then(pass);
      earlier = mine;
      void mine.then(() => {
        if (earlier === mine) earlier = passed;
      });
    };
    const passed = earlier;
    from.on('error', () => from.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      then(() => to.destroy());
    });
    from.on('data', (data) => {
      if (direction === 'to-server' && this.#stranger) this.#stranger(from);
      else then(() => to.write(data));
    });
  }
}
