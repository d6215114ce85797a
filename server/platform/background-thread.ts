import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Mutex } from './mutex.ts';

export interface BackgroundLimits {
  /** Asked once for each task as it begins: it is given up when this is aborted. */
  limit(): AbortSignal;
  readonly maxMemoryMb: number;
}

/** A task took too long, or too much memory. */
export class TaskGivenUp extends Error {
  override readonly name = 'TaskGivenUp';
}

/**
 * A thread for what takes long, so that nothing else waits for it: one task after another. It begins with the first
 * task and ends when none is left, so that its memory is given back.
 */
export class BackgroundThread<Task, Result> {
  readonly #name: string;
  readonly #beside: string;
  readonly #limits: BackgroundLimits;
  readonly #mutex = new Mutex();
  #worker: Worker | undefined;
  #waiting = 0;

  /**
   * @param name the program `<name>.ts`, which answers each message with a message
   * @param beside `import.meta.url` of a file in its folder: the built program lies beside the bundle
   */
  constructor(name: string, beside: string, limits: BackgroundLimits) {
    this.#name = name;
    this.#beside = beside;
    this.#limits = limits;
  }

  /** @throws {TaskGivenUp} */
  async run(task: Task): Promise<Result> {
    this.#waiting += 1;
    try {
      return await this.#mutex.run(() => this.#runNow(task));
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#end();
    }
  }

  async #runNow(task: Task): Promise<Result> {
    this.#worker ??= startThread(this.#name, this.#beside, this.#limits.maxMemoryMb);
    const worker = this.#worker;
    const limit = this.#limits.limit();
    worker.postMessage(task);
    try {
      const [result] = await once(worker, 'message', { signal: limit });
      return result;
    } catch (error) {
      this.#end();
      const isOutOfMemory =
        error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      throw limit.aborted || isOutOfMemory ? new TaskGivenUp() : error;
    }
  }

  #end(): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
  }
}

function startThread(name: string, beside: string, maxMemoryMb: number): Worker {
  const isSource = beside.endsWith('.ts');
  const program = new URL(`./${name}.${isSource ? 'ts' : 'mjs'}`, beside);
  // A thread of Node 20 reads TypeScript only where it asks for that itself.
  const source = `import('tsx/esm/api').then((tsx) => (tsx.register(), import(${JSON.stringify(program.href)})));`;
  return new Worker(isSource ? source : program, {
    name,
    eval: isSource,
    resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
  });
}
