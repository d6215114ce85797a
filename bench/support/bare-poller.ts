import { Pool } from 'undici';
import { z } from 'zod';
import { liveOccupancyPath } from './farm-model.ts';

export const bareDevicesSchema = z.object({ urls: z.array(z.string()), pollMs: z.number() });

/** The bare way to poll: an undici Pool for each device, GET, `JSON.parse`, nothing else. */
export class BarePoller {
  readonly #pollMs: number;
  readonly #polls: readonly (() => Promise<void>)[];
  #timers: NodeJS.Timeout[] = [];
  #isRunning = false;

  constructor(
    { urls, pollMs }: z.infer<typeof bareDevicesSchema>,
    onBody: (body: unknown, device: number) => void,
  ) {
    this.#pollMs = pollMs;
    this.#polls = urls.map((url, device) => {
      const { origin, pathname } = new URL(url);
      const pool = new Pool(origin, { connections: 1, keepAliveTimeout: 65_000 });
      const path = `${pathname}${liveOccupancyPath}`;
      return async () => {
        const { body } = await pool.request({ method: 'GET', path });
        onBody(JSON.parse(await body.text()), device);
      };
    });
  }

  /** Polls from now on, each device in a rhythm of its own, or rests. */
  run(isRunning: boolean): void {
    this.#isRunning = isRunning;
    for (const timer of this.#timers) clearTimeout(timer);
    if (!isRunning) return;
    this.#timers = this.#polls.map((_, device) => {
      const firstMs = performance.now() + Math.random() * this.#pollMs;
      return this.#schedule(device, firstMs);
    });
  }

  #schedule(device: number, dueMs: number): NodeJS.Timeout {
    return setTimeout(() => void this.#poll(device, dueMs), Math.max(0, dueMs - performance.now()));
  }

  async #poll(device: number, dueMs: number): Promise<void> {
    await this.#polls[device]?.();
    if (this.#isRunning) this.#timers[device] = this.#schedule(device, dueMs + this.#pollMs);
  }
}
