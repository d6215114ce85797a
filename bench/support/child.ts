import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { z } from 'zod';
import { spawnNode } from './leftovers.ts';
import { answerSchema, readyMessage, type Usage, usageSchema } from './messages.ts';

/** The programs of the bench itself. */
export type ProgramName =
  | 'device-farm'
  | 'display-swarm'
  | 'bare-polls'
  | 'bare-fan-out'
  | 'bare-door'
  | 'bare-hello'
  | 'mqtt-publisher'
  | 'bare-public';

const answerWithinMs = 60_000;
const endWithinMs = 12_000;

/** Beside this file once bundled: see scripts/bench.mjs. */
const programs = join(import.meta.dirname, 'programs');

interface Asked {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A process of the bench, with the meter in it. */
export class Child {
  readonly #process: ChildProcess;
  readonly #name: string;
  readonly #asked = new Map<number, Asked>();
  #output = '';
  #lastId = 0;

  /** Starts any Node program, metered. */
  constructor(name: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    this.#name = name;
    this.#process = spawnNode(['--import', join(programs, 'meter.mjs'), ...args], env);
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString()).slice(-20_000);
      });
    }
    this.#process.on('message', (message) => this.#hear(message));
    this.#process.once('exit', (code, signal) => this.#end(code ?? signal));
  }

  /** Starts one of the bench's own programs and waits until it listens. */
  static async program(name: ProgramName): Promise<Child> {
    const child = new Child(name, [join(programs, `${name}.mjs`)]);
    await child.#untilReady();
    return child;
  }

  get pid(): number {
    return this.#process.pid ?? Number.NaN;
  }

  /** The end of what it printed. */
  get output(): string {
    return this.#output;
  }

  get hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  /** @throws when the process ends, fails, or does not answer in time */
  async ask<S extends z.ZodType>(schema: S, question: string, argument: unknown = null): Promise<z.infer<S>> {
    const id = ++this.#lastId;
    const value = await new Promise<unknown>((resolve, reject) => {
      if (this.hasEnded) return reject(new Error(`${this.#name} has ended:\n${this.#output}`));
      const timer = setTimeout(
        () => reject(new Error(`${this.#name} did not answer "${question}":\n${this.#output}`)),
        answerWithinMs,
      );
      this.#asked.set(id, {
        resolve: (value) => {
          clearTimeout(timer);
          resolve(value);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.#process.send({ id, question, argument });
    });
    return schema.parse(value);
  }

  usage(): Promise<Usage> {
    return this.ask(usageSchema, 'usage');
  }

  /** Ends it without notice. */
  async kill(): Promise<void> {
    if (this.hasEnded) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const gone = once(this.#process, 'exit');
    const deadline = setTimeout(() => this.#process.kill('SIGKILL'), endWithinMs);
    this.#process.kill('SIGTERM');
    await gone;
    clearTimeout(deadline);
  }

  #untilReady(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#process.on('message', (message) => {
        if (message === readyMessage) resolve();
      });
      this.#process.once('close', () => reject(new Error(`${this.#name} did not start:\n${this.#output}`)));
    });
  }

  #hear(message: unknown): void {
    const parsed = answerSchema.safeParse(message);
    if (!parsed.success) return;
    const asked = this.#asked.get(parsed.data.id);
    this.#asked.delete(parsed.data.id);
    if ('error' in parsed.data) asked?.reject(new Error(`${this.#name}: ${parsed.data.error}`));
    else asked?.resolve(parsed.data.value);
  }

  #end(how: number | NodeJS.Signals | null): void {
    for (const { reject } of this.#asked.values()) {
      reject(new Error(`${this.#name} ended with ${how}:\n${this.#output}`));
    }
    this.#asked.clear();
  }
}
