import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '#server/clock.ts';
import { NotSavedError } from '#server/platform/database/storage-error.ts';
import { readDocument } from '#server/platform/database/stored-document.ts';
import type { RetentionTime } from '#server/platform/retention-clock.ts';
import type { CommandTime } from './command-time.ts';
import type { ClaimedCommand, EarlierCommand, NamedCommand } from './idempotency-store.ts';
import { ProblemError } from './problem.ts';

/** The store of commands that came with a key; see `KeptAnswerStore`. */
export interface KeptAnswers {
  claim(command: ClaimedCommand): Promise<EarlierCommand | undefined>;
  takeOver(command: ClaimedCommand, fromMs: number): Promise<boolean>;
  keep(command: ClaimedCommand, answer: string): Promise<void>;
  release(command: ClaimedCommand): Promise<void>;
  forget(beforeMs: number): Promise<void>;
}

/** For how long a key is remembered. */
const keptMs = 24 * 3_600_000;
/** Older ones are removed so often, as commands come. */
const forgetEveryMs = 60_000;
/** An answer waits at most this long for being stored. */
const keepWithinMs = 1000;
/** Interval at which keys of refused commands are released. */
const releaseEveryMs = 5000;
/** Limit of keys that wait for it: beyond it clients have to check the state (409). */
const maxRefused = 10_000;

/**
 * The headers of a command that may be sent again. The key is a string of the structured fields of HTTP,
 * `"8e03978e-40d5-43e8-bc93-6894a57f9324"`; without the quotes it is accepted as well.
 */
export const onceHeadersSchema = z.looseObject({
  'idempotency-key': z
    .string()
    .regex(
      /^(?:"[\x21\x23-\x5b\x5d-\x7e]{8,255}"|[\x21\x23-\x5b\x5d-\x7e]{8,255})$/,
      'expected 8 to 255 visible ASCII characters, such as a UUID',
    )
    .optional()
    .describe('New for each command, the same when it is sent again: it is carried out once (for 24 h).'),
});

/** The answer. */
interface Done<T> {
  readonly answer: T;
  /** Resolves when the answer is on disk, or could not be written. */
  readonly kept: Promise<unknown>;
}

/**
 * Carries a command out once, however often it arrives: a client that lost the answer sends it again with the
 * same `Idempotency-Key` and gets the first answer. Without the header nothing is different.
 *
 * Answers survive a restart. A repetition during the command waits for its answer. A refused command releases
 * its key, at once or when the database can be written to again: until then its row on disk is ignored.
 */
export class Once {
  readonly #answers: KeptAnswers;
  readonly #clock: Clock;
  readonly #retentionClock: RetentionTime;
  readonly #onError: (error: unknown) => void;
  readonly #running = new Map<string, { readonly request: string; readonly done: Promise<Done<unknown>> }>();
  /** Refused commands whose keys may still be taken on disk, by key and moment. */
  readonly #refused = new Map<string, ClaimedCommand>();
  /** Keys whose first attempt to be released has not ended. */
  readonly #releasing = new Map<string, Promise<void>>();
  #lastMs = 0;
  /** When old keys were removed last (epoch ms). */
  #forgottenMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;

  /** @param onError old keys could not be removed: no command is refused because of that */
  constructor(
    answers: KeptAnswers,
    clock: Clock,
    retentionClock: RetentionTime,
    onError: (error: unknown) => void,
  ) {
    this.#onError = onError;
    this.#answers = answers;
    this.#clock = clock;
    this.#retentionClock = retentionClock;
  }

  /**
   * @param schema of the answer, to read a stored one
   * @param time limit until the command has to be on disk
   * @throws {ProblemError} 422 if the key belongs to another command; 409 if that was interrupted, so that its
   *   outcome is unknown
   * @throws {NotSavedError} if the key could not be saved: the command was not begun
   */
  async run<T>(
    request: FastifyRequest,
    { userId }: { readonly userId: string },
    schema: z.ZodType<T>,
    time: CommandTime,
    act: () => Promise<T>,
  ): Promise<T> {
    const command = namedCommand(request, userId);
    if (command === undefined) return act();
    const name = nameOf(command);
    const running = this.#running.get(name);
    if (running !== undefined) {
      requireSame(command, running.request);
      return schema.parse((await running.done).answer);
    }
    const done = this.#first(command, schema, time, act);
    this.#running.set(name, { request: command.request, done });
    const forget = () => this.#running.delete(name);
    try {
      const { answer, kept } = await done;
      void kept.then(forget);
      return answer;
    } catch (cause) {
      forget();
      throw cause;
    }
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #first<T>(
    command: NamedCommand,
    schema: z.ZodType<T>,
    time: CommandTime,
    act: () => Promise<T>,
  ): Promise<Done<T>> {
    await time.within(this.#releasing.get(nameOf(command)) ?? Promise.resolve());
    const claimed = { ...command, atMs: this.#newMoment() };
    const claiming = this.#claim(claimed);
    const earlier = await time.within(claiming).catch((cause: unknown) => {
      this.#giveBack(claimed, claiming);
      throw cause;
    });
    if (earlier !== undefined) {
      requireSame(command, earlier.request);
      const kept = earlier.answer === undefined ? undefined : readDocument(schema, earlier.answer);
      if (kept?.ok) return { answer: kept.value, kept: Promise.resolve() };
      throw new ProblemError(
        409,
        'This command came before and was not brought to its end here. Look at the zone; then send it with a new Idempotency-Key.',
      );
    }
    let answer: T;
    try {
      answer = await act();
    } catch (cause) {
      // An expected failure means that nothing was done. After any other the outcome is unknown, and the key
      // stays taken.
      if (cause instanceof ProblemError || cause instanceof NotSavedError) this.#giveBack(claimed, claiming);
      throw cause;
    }
    // It is done, whether or not the answer can be stored; without a stored answer a repetition gets 409.
    const timeout = new AbortController();
    const kept = this.#answers.keep(claimed, JSON.stringify(answer)).catch(() => undefined);
    await Promise.race([kept, sleep(keepWithinMs, undefined, timeout).catch(() => undefined)]);
    timeout.abort();
    return { answer, kept };
  }

  async #claim(command: ClaimedCommand): Promise<EarlierCommand | undefined> {
    await this.#forgetOld();
    const earlier = await this.#answers.claim(command);
    if (earlier === undefined || earlier.answer !== undefined) return earlier;
    const isRefused = this.#refused.has(attemptOf({ ...command, atMs: earlier.atMs }));
    return isRefused && (await this.#answers.takeOver(command, earlier.atMs)) ? undefined : earlier;
  }

  async #forgetOld(): Promise<void> {
    const nowMs = this.#retentionClock.now();
    if (nowMs - this.#forgottenMs < forgetEveryMs) return;
    this.#forgottenMs = nowMs;
    await this.#answers.forget(nowMs - keptMs).catch(this.#onError);
  }

  /** The moment of a claim is also its id: no two are the same. */
  #newMoment(): number {
    this.#lastMs = Math.max(this.#clock.now(), this.#lastMs + 1);
    return this.#lastMs;
  }

  /** @param claiming may succeed late: then the key is released after that */
  #giveBack(command: ClaimedCommand, claiming: Promise<unknown>): void {
    if (this.#refused.size >= maxRefused) return;
    this.#refused.set(attemptOf(command), command);
    const name = nameOf(command);
    const releasing = claiming
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => this.#release(command))
      .finally(() => {
        if (this.#releasing.get(name) === releasing) this.#releasing.delete(name);
      });
    this.#releasing.set(name, releasing);
    this.#timer ??= setInterval(() => {
      this.#round ??= this.#releaseAll().finally(() => {
        this.#round = undefined;
      });
    }, releaseEveryMs).unref();
  }

  async #releaseAll(): Promise<void> {
    for (const command of [...this.#refused.values()]) {
      if (this.#timer === undefined) return;
      if (!this.#releasing.has(nameOf(command))) await this.#release(command);
    }
    if (this.#refused.size === 0) this.stop();
  }

  async #release(command: ClaimedCommand): Promise<void> {
    try {
      await this.#answers.release(command);
    } catch {
      return;
    }
    this.#refused.delete(attemptOf(command));
  }
}

function nameOf({ caller, key }: NamedCommand): string {
  return `${caller}\n${key}`;
}

/** One attempt to carry out a command. */
function attemptOf(command: ClaimedCommand): string {
  return `${nameOf(command)}\n${command.atMs}`;
}

function namedCommand(request: FastifyRequest, caller: string): NamedCommand | undefined {
  const { headers, method, url, body } = request;
  const key = onceHeadersSchema.parse(headers)['idempotency-key']?.replaceAll('"', '');
  if (key === undefined) return undefined;
  const asked = JSON.stringify([method, url.split('?')[0], body ?? null]);
  return { caller, key, request: createHash('sha256').update(asked).digest('base64url') };
}

function requireSame(command: NamedCommand, request: string): void {
  if (command.request === request) return;
  throw new ProblemError(
    422,
    'This Idempotency-Key came with another command before. Use a new key for each.',
  );
}
