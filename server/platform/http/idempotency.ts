import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '#server/clock.ts';
import type { EarlierCommand, NamedCommand } from './idempotency-store.ts';
import { ProblemError } from './problem.ts';

/** The store of commands that came with a key, as this needs it. */
export interface KeptAnswers {
  claim(command: NamedCommand, atMs: number): Promise<EarlierCommand | undefined>;
  keep(command: NamedCommand, answer: string): Promise<void>;
  release(command: NamedCommand): Promise<void>;
  forget(beforeMs: number): Promise<void>;
}

/** For how long a key is known. */
const keptMs = 24 * 3_600_000;

/**
 * The headers of a command that may be sent again. The key is a string of the structured fields of HTTP,
 * `"8e03978e-40d5-43e8-bc93-6894a57f9324"`; without the quotes it is taken as well.
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

/**
 * Carries a command out once, however often it arrives: who has lost the answer asks again with the same
 * `Idempotency-Key` and gets what was answered the first time. Without the header nothing is different.
 *
 * What is answered outlives a restart. A repetition while the command is carried out waits for its answer.
 */
export class Once {
  readonly #answers: KeptAnswers;
  readonly #clock: Clock;
  readonly #running = new Map<string, { readonly request: string; readonly answer: Promise<unknown> }>();

  constructor(answers: KeptAnswers, clock: Clock) {
    this.#answers = answers;
    this.#clock = clock;
  }

  /**
   * @param schema of the answer, to read a kept one with
   * @throws ProblemError 422 where the key came with another command; 409 where that was cut off, so that
   *   nobody knows whether it was carried out
   */
  async run<T>(
    request: FastifyRequest,
    { userId }: { readonly userId: string },
    schema: z.ZodType<T>,
    act: () => Promise<T>,
  ): Promise<T> {
    const command = namedCommand(request, userId);
    if (command === undefined) return act();
    const name = `${command.caller}\n${command.key}`;
    const running = this.#running.get(name);
    if (running !== undefined) {
      requireSame(command, running.request);
      return schema.parse(await running.answer);
    }
    const answer = this.#first(command, schema, act);
    this.#running.set(name, { request: command.request, answer });
    try {
      return await answer;
    } finally {
      this.#running.delete(name);
    }
  }

  async #first<T>(command: NamedCommand, schema: z.ZodType<T>, act: () => Promise<T>): Promise<T> {
    const nowMs = this.#clock.now();
    const earlier = await this.#storing(async () => {
      await this.#answers.forget(nowMs - keptMs);
      return this.#answers.claim(command, nowMs);
    });
    if (earlier !== undefined) {
      requireSame(command, earlier.request);
      if (earlier.answer !== undefined) return schema.parse(JSON.parse(earlier.answer));
      throw new ProblemError(
        409,
        'This command came before and was not brought to its end here. Look at the zone; then send it with a new Idempotency-Key.',
      );
    }
    let answer: T;
    try {
      answer = await act();
    } catch (cause) {
      // What failed as expected has not been done. After anything else nobody knows, and the key stays taken.
      if (cause instanceof ProblemError) await this.#answers.release(command).catch(() => undefined);
      throw cause;
    }
    // It is done, whether or not that can be written down; unwritten, a repetition is told to look.
    await this.#answers.keep(command, JSON.stringify(answer)).catch(() => undefined);
    return answer;
  }

  async #storing<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch {
      throw new ProblemError(503, 'The Idempotency-Key could not be saved.');
    }
  }
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
