import type { Logger } from 'pino';
import { z } from 'zod';
import { adjustRequestSchema, holdRequestSchema, resetRequestSchema } from '#lib/contract/adjust.ts';
import { pathOf } from '#lib/contract/path.ts';
import type { Problem } from '#lib/contract/problem.ts';
import type { Clock } from '#server/clock.ts';
import type { LiveConfiguration } from '#server/platform/config/live-configuration.ts';
import { NotSavedError } from '#server/platform/database/storage-error.ts';
import { ProblemError, problem } from '#server/platform/http/problem.ts';
import type { Limit, MakeLimit } from '#server/platform/limits/limits.ts';
import { holdFrom } from '#server/site/hold-from.ts';
import type { Zone } from '#server/site/zone.ts';
import type { ZoneControl } from '#server/site/zone-control.ts';
import type { CommandTopic } from './topics.ts';

export interface CommandsParts {
  zone(site: string, zone: string): Zone | undefined;
  readonly control: Pick<ZoneControl, 'adjust' | 'hold' | 'release'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly configuration: Pick<LiveConfiguration, 'entries' | 'put'>;
  readonly limit: MakeLimit;
  readonly logger: Pick<Logger, 'error'>;
}

/** The author of commands in the audit log and in the reason of a light: a broker does not identify users. */
const who = 'mqtt';
/** Limit of commands per zone and minute. */
const maxCommands = 120;
const longestPayload = 4096;
const capacitySchema = z.strictObject({ capacity: z.number().int().min(1).max(1_000_000) });
const bareNumber = /^\s*-?\d+(\.\d+)?\s*$/;

/** Carries out commands received by MQTT. */
export class Commands {
  readonly #parts: CommandsParts;
  readonly #limit: Limit;

  constructor(parts: CommandsParts) {
    this.#parts = parts;
    this.#limit = parts.limit({ name: 'mqtt', max: maxCommands, windowS: 60 });
  }

  /**
   * Carries one out. An error is an answer too: a problem document (RFC 9457), as in the HTTP API.
   *
   * @returns the HTTP API's answer to the same request, and the command
   */
  async carryOut(
    { site, zone: id, command }: CommandTopic,
    payload: Buffer,
  ): Promise<Record<string, unknown>> {
    try {
      const zone = this.#parts.zone(site, id);
      if (zone === undefined) throw new ProblemError(404, `There is no zone ${site}/${id}.`);
      if ((await this.#limit.consume(pathOf(site, id))) > 0)
        throw new ProblemError(429, 'Too many commands to this zone. Wait a moment.');
      return { command, ...(await this.#act(zone, command, textOf(payload))) };
    } catch (error) {
      return { command, ...this.#problemOf(error) };
    }
  }

  async #act(zone: Zone, command: CommandTopic['command'], text: string): Promise<object> {
    const { control, clock } = this.#parts;
    switch (command) {
      case 'adjust': {
        const { occupancy, note } = parse(adjustRequestSchema, text, (value) => ({ occupancy: value }));
        const command = { to: occupancy, who, action: 'adjust' } as const;
        return control.adjust(zone, note === undefined ? command : { ...command, note });
      }
      case 'reset': {
        const { note } = parse(resetRequestSchema, text, (value) =>
          value === 0 ? {} : { occupancy: value },
        );
        const command = { to: 0, who, action: 'reset' } as const;
        return control.adjust(zone, note === undefined ? command : { ...command, note });
      }
      case 'hold': {
        if (text.trim() === 'release' || text.trim() === 'null') {
          await control.release(zone, { who });
          return { released: true };
        }
        const request = /^\s*[a-z]+\s*$/.test(text) ? JSON.stringify({ light: text.trim() }) : text;
        const hold = holdFrom(parse(holdRequestSchema, request), who, clock.now());
        await control.hold(zone, hold, { who });
        return hold;
      }
      case 'capacity':
        return this.#setCapacity(
          zone,
          parse(capacitySchema, text, (value) => ({ capacity: value })).capacity,
        );
    }
  }

  async #setCapacity({ config }: Zone, capacity: number): Promise<object> {
    const { configuration } = this.#parts;
    const audit = {
      action: 'configure',
      site: config.site,
      zone: config.id,
      from: String(config.capacity),
      to: String(capacity),
    } as const;
    const { site, id } = config;
    const entry = configuration
      .entries()
      .find((each) => each.kind === 'zone' && each.site === site && each.id === id);
    const change =
      entry === undefined
        ? ({ kind: 'not-found' } as const)
        : await configuration.put({ site, kind: 'zone', id }, { ...entry.document, capacity }, who, {
            audit,
          });
    switch (change.kind) {
      case 'done':
        break;
      case 'managed-by-file':
        throw new ProblemError(409, 'The configuration file holds this zone: change its capacity there.', {
          code: 'managed-by-file',
        });
      case 'wrong':
        throw new ProblemError(
          400,
          change.problems.map(({ path, expected }) => `${path}: expected ${expected}`).join('; '),
          {
            code: 'wrong-configuration',
          },
        );
      case 'not-saved':
        throw new ProblemError(503, 'The capacity could not be saved. Is the disk full?', {
          code: 'not-saved',
        });
      default:
        throw new ProblemError(409, 'The zone was changed or removed meanwhile.');
    }
    return { capacity };
  }

  #problemOf(error: unknown): Omit<Problem, 'instance'> {
    if (error instanceof ProblemError)
      return { ...problem(error.statusCode), detail: error.message, ...error.extension };
    if (error instanceof NotSavedError) return { ...problem(503), detail: error.message, code: 'not-saved' };
    this.#parts.logger.error({ error }, 'a command by MQTT failed');
    return { ...problem(500), detail: 'The error is in the log of the server. Please try again.' };
  }
}

function textOf(payload: Buffer): string {
  if (payload.length > longestPayload)
    throw new ProblemError(
      413,
      `A command has at most ${longestPayload} bytes, and this one ${payload.length}.`,
    );
  return payload.toString('utf8');
}

/**
 * Parses a payload: a body of the HTTP API, or a bare number. An empty one never acts, because it is used to
 * delete a retained message.
 */
function parse<T>(schema: z.ZodType<T>, text: string, fromNumber?: (value: number) => object): T {
  if (text.trim() === '')
    throw new ProblemError(400, 'The payload is empty; expected a JSON object, such as {}.');
  const isNumber = fromNumber !== undefined && bareNumber.test(text);
  const parsed = schema.safeParse(isNumber ? fromNumber(Number(text)) : jsonOf(text));
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const detail = errors
    .map(({ path, message }) => `${path === '' ? 'payload' : path}: ${message}`)
    .join('; ');
  throw new ProblemError(400, detail, { errors });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError(400, 'The payload is not JSON.');
  }
}
