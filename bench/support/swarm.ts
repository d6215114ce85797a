import { z } from 'zod';
import { Child } from './child.ts';
import { type Counted, countedSchema, type SwarmReport, swarmReportSchema } from './swarm-model.ts';

export interface SwarmOptions {
  readonly origin: string;
  /** `<site>/<display>` of each screen. */
  readonly displays: readonly string[];
  readonly isTimed: boolean;
}

/** The screens of a bench, running in a process of their own. */
export class Swarm {
  readonly #child: Child;
  readonly #size: number;

  private constructor(child: Child, size: number) {
    this.#child = child;
    this.#size = size;
  }

  /** Connects all screens; each has had its first message when it resolves. */
  static async start(options: SwarmOptions): Promise<Swarm> {
    const child = await Child.program('display-swarm');
    await child.ask(z.null(), 'start', options);
    return new Swarm(child, options.displays.length);
  }

  /** Lets every screen say how it is, so often; 0: none does. */
  async letReport(everyMs: number): Promise<void> {
    await this.#child.ask(z.null(), 'letReport', everyMs);
  }

  async begin(): Promise<void> {
    await this.#child.ask(z.null(), 'begin');
  }

  /** @throws when a screen has lost its connection: what is measured would not be what is said */
  async report(): Promise<SwarmReport> {
    const report = await this.#child.ask(swarmReportSchema, 'report');
    if (report.connected !== this.#size) {
      throw new Error(`only ${report.connected} of ${this.#size} screens are connected`);
    }
    return report;
  }

  /** Remembers which home each screen hears. */
  async mark(): Promise<void> {
    await this.#child.ask(z.null(), 'mark');
  }

  /** How many screens of some sites have not yet heard of the next home what is true. */
  behind(sites: readonly string[]): Promise<number> {
    return this.#child.ask(z.number(), 'behind', sites);
  }

  counted(): Promise<Counted> {
    return this.#child.ask(countedSchema, 'counted');
  }

  stop(): Promise<void> {
    return this.#child.stop();
  }
}
