import { type ChildProcess, fork } from 'node:child_process';
import jsonata from 'jsonata';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import { isWebPage, shorten } from '../parse/parse-body.ts';
import type { SensorAnswer, SensorResult } from '../sensor-answer.ts';

/** How an answer is read; `auto` looks at how it begins. */
export const answerFormats = ['auto', 'json', 'xml', 'text'] as const;
export type AnswerFormat = (typeof answerFormats)[number];

/** An answer, and what is to be worked out from it. */
export interface Evaluation {
  readonly text: string;
  readonly format: AnswerFormat;
  /** JSONata by name. */
  readonly expressions: Readonly<Record<string, string>>;
  /** What expressions find as `$name` besides the answer. */
  readonly bindings: Readonly<Record<string, string | number | boolean>>;
  /** Whether the answer itself is wanted, too. */
  readonly wantsAnswer: boolean;
}

/** The result. */
export type Evaluated =
  | {
      readonly kind: 'done';
      /** By name; what an expression does not find is absent. */
      readonly values: Readonly<Record<string, unknown>>;
      readonly answer?: unknown;
    }
  | { readonly kind: 'unreadable'; readonly format: AnswerFormat; readonly message: string }
  | { readonly kind: 'failed'; readonly key: string; readonly message: string; readonly position?: number };

/** What bounds an expression. */
export interface ExpressionLimits {
  /** JSONata itself gives up after that. */
  readonly politeMs: number;
  /** The process is ended after that, whatever it does. */
  readonly hardMs: number;
  readonly depth: number;
  /** Values in one list. */
  readonly sequence: number;
  /** Characters of what comes of one expression, as JSON. */
  readonly resultChars: number;
  /** Memory, in megabytes. */
  readonly memoryMb: number;
}

/** Generous for a machine that is busy: they stop what would never end, and measure nothing. */
const limits: ExpressionLimits = {
  politeMs: 1000,
  hardMs: 3000,
  depth: 200,
  sequence: 20_000,
  resultChars: 200_000,
  memoryMb: 64,
};

/** Characters of an answer. */
const mostChars = 1_000_000;
const longestExpression = 2000;
/** The process itself begins within that, on a machine that is busy. */
const startMs = 30_000;
/** A probe asks one family after the other: it need not start again for each. */
const idleMs = 10_000;

/** What is wrong with an expression, completing "expected …"; undefined where it can be used. */
export function expressionProblem(expression: string): string | undefined {
  if (expression.trim() === '') return 'a JSONata expression, not an empty text';
  if (expression.length > longestExpression)
    return `a JSONata expression of at most ${longestExpression} characters`;
  try {
    jsonata(expression);
    return undefined;
  } catch (error) {
    const { message, position } = faultOf(error);
    const place = position === undefined ? '' : ` at character ${position}`;
    return `a JSONata expression (${message}${place})`;
  }
}

interface Job {
  readonly evaluation: Evaluation;
  readonly resolve: (result: SensorResult<Evaluated & { kind: 'done' }>) => void;
}

/** The worker's program lies beside this file: in the sources, and beside the bundle. */
const program = new URL('./expression-worker.mjs', import.meta.url);

/**
 * Works expressions out in a process of their own, one answer after the other. An expression that takes too long, or
 * too much memory, ends with it; what waits goes on in a new one. A thread would not do: what is too much for its memory
 * ends everything.
 */
export class ExpressionProcess {
  readonly #limits: ExpressionLimits;
  readonly #waiting: Job[] = [];
  #job: Job | undefined;
  #timer: NodeJS.Timeout | undefined;
  #worker: ChildProcess | undefined;
  #isReady = false;
  #users = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(given: Partial<ExpressionLimits> = {}) {
    this.#limits = { ...limits, ...given };
  }

  /** To be called by each driver once; the process ends some time after the last has given it back. */
  acquire(): void {
    clearTimeout(this.#idle);
    this.#users += 1;
  }

  release(): void {
    this.#users -= 1;
    if (this.#users === 0) this.#idle = setTimeout(() => this.stop(), idleMs).unref();
  }

  /** Ends the process; all who wait for it get an error. */
  stop(): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve(fail(aborted));
    const job = this.#job;
    const worker = this.#worker;
    this.#forget();
    job?.resolve(fail(aborted));
    worker?.kill('SIGKILL');
  }

  /** What the expressions find in an answer. What cannot be read or worked out is an `invalid` error that says where. */
  evaluate(evaluation: Evaluation): SensorAnswer<Evaluated & { kind: 'done' }> {
    const { text } = evaluation;
    if (text.length > mostChars) {
      const found = `${text.length} characters`;
      return Promise.resolve(
        fail({ kind: 'invalid', field: 'body', expected: `at most ${mostChars} characters`, found }),
      );
    }
    if (isWebPage(text)) {
      return Promise.resolve(
        fail({ kind: 'invalid', field: 'body', expected: expectedFormat.auto, found: 'an HTML page' }),
      );
    }
    return new Promise((resolve) => {
      this.#waiting.push({ evaluation, resolve });
      this.#next();
    });
  }

  #next(): void {
    if (this.#job !== undefined) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#job = job;
    this.#worker ??= this.#start();
    if (this.#isReady) this.#ask(this.#worker, job);
    else this.#endAfter(this.#worker, startMs);
  }

  #ask(worker: ChildProcess, { evaluation }: Job): void {
    this.#endAfter(worker, this.#limits.hardMs);
    worker.send(evaluation, (error) => error && this.#end(worker, error.message));
  }

  #endAfter(worker: ChildProcess, ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(worker, `nothing within ${ms / 1000} s`), ms);
  }

  #start(): ChildProcess {
    const worker = fork(program, [JSON.stringify(this.#limits)], {
      env: { NODE_ENV: 'production' },
      execArgv: [`--max-old-space-size=${this.#limits.memoryMb}`, '--disallow-code-generation-from-strings'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // It does not keep the process running.
    worker.unref();
    worker.channel?.unref();
    worker.on('message', (evaluated: Evaluated | 'ready') => {
      const job = this.#job;
      if (worker !== this.#worker || job === undefined) return;
      if (evaluated !== 'ready') return this.#finish(resultOf(evaluated, job.evaluation));
      this.#isReady = true;
      this.#ask(worker, job);
    });
    worker.on('error', (error) => this.#end(worker, error.message));
    worker.on('exit', () => this.#end(worker, 'more memory was needed'));
    return worker;
  }

  /** The process has to go, or is gone. */
  #end(worker: ChildProcess, found: string): void {
    if (worker !== this.#worker) return;
    worker.kill('SIGKILL');
    const job = this.#job;
    this.#forget();
    const expected = 'expressions that can be worked out within the limits of time and memory';
    job?.resolve(fail({ kind: 'invalid', field: 'body', expected, found }));
    this.#next();
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#worker = undefined;
    this.#isReady = false;
    this.#job = undefined;
  }

  #finish(result: SensorResult<Evaluated & { kind: 'done' }>): void {
    clearTimeout(this.#timer);
    const job = this.#job;
    this.#job = undefined;
    job?.resolve(result);
    this.#next();
  }
}

/** The one that all sensors share. */
export const expressionProcess = new ExpressionProcess();

const aborted: SensorError = { kind: 'unreachable', detail: 'aborted' };

const expectedFormat: Readonly<Record<AnswerFormat, string>> = {
  auto: 'JSON, XML or key=value',
  json: 'JSON',
  xml: 'XML',
  text: 'lines of key=value',
};

function resultOf(
  evaluated: Evaluated,
  { text, expressions }: Evaluation,
): SensorResult<Evaluated & { kind: 'done' }> {
  switch (evaluated.kind) {
    case 'done':
      return ok(evaluated);
    case 'unreadable':
      return fail({
        kind: 'invalid',
        field: 'body',
        expected: expectedFormat[evaluated.format],
        found: text.trim() === '' ? 'an empty body' : shorten(text),
      });
    case 'failed': {
      const { key, message, position } = evaluated;
      const place = position === undefined ? '' : ` at character ${position}`;
      return fail({
        kind: 'invalid',
        field: key,
        expected: `that ${shorten(expressions[key] ?? '')} can be worked out`,
        found: `${shorten(message)}${place}`,
      });
    }
  }
}

function faultOf(error: unknown): { readonly message: string; readonly position?: number } {
  if (typeof error !== 'object' || error === null || !('message' in error)) return { message: String(error) };
  const message = String(error.message);
  return 'position' in error && typeof error.position === 'number'
    ? { message, position: error.position }
    : { message };
}
