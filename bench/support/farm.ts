import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Child } from './child.ts';
import {
  deviceUrl,
  type Face,
  type FarmReport,
  farmPortSchema,
  farmReportSchema,
  movesSchema,
} from './farm-model.ts';
import { type Layout, sensorsOf } from './layout.ts';

/** Two thousand connections and sign-ins at once take a busy machine a while. */
const heardWithinMs = 60_000;

/** The devices of a bench, running in a process of their own: one side for Doorlight, one for the baseline. */
export class Farm {
  readonly port: number;
  readonly #child: Child;
  readonly #layout: Layout;

  private constructor(child: Child, layout: Layout, port: number) {
    this.#child = child;
    this.#layout = layout;
    this.port = port;
  }

  static async start(layout: Layout): Promise<Farm> {
    const child = await Child.program('device-farm');
    const { port } = await child.ask(farmPortSchema, 'start', {
      devices: sensorsOf(layout),
      devicesPerZone: layout.sensorsPerZone,
    });
    return new Farm(child, layout, port);
  }

  /** The addresses at which no sign-in is asked. */
  get openUrls(): string[] {
    return Array.from({ length: sensorsOf(this.#layout) }, (_, device) =>
      deviceUrl(this.port, 'open', device),
    );
  }

  /** Lets somebody walk before every n-th poll of a door; 0: nobody. */
  async walk(face: Face, everyPolls: number): Promise<void> {
    await this.#child.ask(z.null(), 'walk', { face, everyPolls });
  }

  /** Counts polls from now on. */
  async begin(face: Face): Promise<void> {
    await this.#child.ask(z.null(), 'begin', face);
  }

  report(face: Face): Promise<FarmReport> {
    return this.#child.ask(farmReportSchema, 'report', face);
  }

  moves(face: Face): Promise<z.infer<typeof movesSchema>> {
    return this.#child.ask(movesSchema, 'moves', face);
  }

  /** Waits until every device of a side was asked. @returns milliseconds */
  async untilAllHeard(face: Face, withinMs = heardWithinMs): Promise<number> {
    const startedMs = performance.now();
    const giveUpAt = startedMs + withinMs;
    for (;;) {
      const { devicesHeard } = await this.report(face);
      if (devicesHeard === sensorsOf(this.#layout)) return performance.now() - startedMs;
      if (performance.now() > giveUpAt) {
        throw new Error(`only ${devicesHeard} of ${sensorsOf(this.#layout)} devices were asked`);
      }
      await sleep(250);
    }
  }

  stop(): Promise<void> {
    return this.#child.stop();
  }
}
