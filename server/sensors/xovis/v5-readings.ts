import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { Want } from '../driver.ts';
import { quote } from '../parse/quote.ts';
import type { Reading, Snapshot } from '../reading.ts';
import { clockOf } from './device-clock.ts';
import { kindOf, levelIn, passagesIn } from './v5-logic-kind.ts';
import type { V5LiveLogics, V5Logic } from './v5-schema.ts';

/**
 * Makes a count of every line (forward is in) and a level of every zone; the channel is the logic's id. A
 * logic that is wanted and cannot be understood is an error; one that nobody wants is left out.
 */
export function v5ReadingsOf(answer: V5LiveLogics, wants: readonly Want[]): Result<Snapshot, SensorError> {
  const wanted = new Set(wants.map(({ channel }) => channel));
  const readings = new Map<string, Reading>();
  const channelNames = new Map<string, string>();
  for (const [index, logic] of answer.logics.entries()) {
    const field = `logics[${index}]`;
    const reading = readings.has(logic.id) ? repeated(logic, field) : readingOf(logic, field);
    if ('field' in reading) {
      if (wanted.has(logic.id)) return fail(reading);
      continue;
    }
    readings.set(logic.id, reading);
    if (logic.name !== undefined && logic.name !== '') channelNames.set(logic.id, logic.name);
  }
  return ok({ readings: [...readings.values()], channelNames, ...clockOf(answer.time) });
}

type Invalid = Extract<SensorError, { kind: 'invalid' }>;

function readingOf(logic: V5Logic, field: string): Reading | Invalid {
  const { id: channel, info, counts = [] } = logic;
  const kind = kindOf(info);
  if (kind === undefined) {
    return invalid(`${field}.info`, 'a logic that counts people on a line or in a zone', info);
  }
  const value = kind === 'line' ? passagesIn(counts) : levelIn(counts);
  if ('expected' in value) return invalid(`${field}.counts`, value.expected, value.found);
  return 'occupancy' in value ? { kind: 'level', channel, ...value } : { kind: 'count', channel, ...value };
}

/** Two logics with one id: which of them is meant, nobody can know. */
function repeated({ id }: V5Logic, field: string): Invalid {
  return invalid(`${field}.id`, 'each id once', id);
}

function invalid(field: string, expected: string, found: unknown): Invalid {
  return { kind: 'invalid', field, expected, found: quote(found) };
}
