import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Mutex } from '#server/platform/mutex.ts';
import { FeedError, feedProblemOf } from './feed-error.ts';
import { type FeedRead, type FeedWindow, tooManyEvents } from './read-feed.ts';

/** The program lies beside this file: as JavaScript beside the bundle, else in the sources. */
const isSource = import.meta.url.endsWith('.ts');
const program = new URL(isSource ? './feed-worker.ts' : './feed-worker.mjs', import.meta.url);
/** A thread of Node 20 reads TypeScript only where it asks for that itself. */
const sourceProgram = `import('tsx/esm/api').then((tsx) => (tsx.register(), import(${JSON.stringify(program.href)})));`;
const readWithinMs = 20_000;
const maxMemoryMb = 256;

/**
 * Reads subscribed calendars in a thread of their own, one after another: a file of some hundred kilobytes can take
 * minutes to read, and nothing else may wait for it. One that takes too long or too much memory is given up.
 */
export class FeedReader {
  readonly #withinMs: number;
  readonly #turns = new Mutex();
  #worker: Worker | undefined;
  #waiting = 0;

  constructor(withinMs = readWithinMs) {
    this.#withinMs = withinMs;
  }

  /** Never rejects. */
  async read(text: string, window: FeedWindow): Promise<FeedRead> {
    this.#waiting += 1;
    try {
      return await this.#turns.run(() => this.#readNow(text, window));
    } catch (error) {
      return { ok: false, problem: feedProblemOf(error) };
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#end();
    }
  }

  async #readNow(text: string, window: FeedWindow): Promise<FeedRead> {
    this.#worker ??= new Worker(isSource ? sourceProgram : program, {
      name: 'calendars',
      eval: isSource,
      resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
    });
    const worker = this.#worker;
    const limit = AbortSignal.timeout(this.#withinMs);
    worker.postMessage({ text, window });
    try {
      const [read]: FeedRead[] = await once(worker, 'message', { signal: limit });
      if (read === undefined) throw new FeedError('unreadable', 'it cannot be read', { reason: '' });
      return read;
    } catch (error) {
      this.#end();
      const isOutOfMemory =
        error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      throw limit.aborted || isOutOfMemory ? tooManyEvents() : error;
    }
  }

  #end(): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
  }
}
