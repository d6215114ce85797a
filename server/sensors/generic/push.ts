import { z } from 'zod';
import { fail } from '#lib/result.ts';
import type { SensorDriver, SensorFamily } from '../driver.ts';
import { checkFields, type Fields, fieldShape } from './fields.ts';
import { AnswerReader, type Bindings } from './http-json.ts';

/** A device that sends by itself, to `/push/generic/{site}/{sensor}`, and is never asked. */
export function pushDriver(fields: Fields, bindings: Bindings): SensorDriver {
  const reader = new AnswerReader(fields);
  return {
    listen: () => undefined,
    givesChanges: fields.kind === 'changes',
    parsePush: (body) => reader.pushed(body, bindings),
    read: async () =>
      fail({ kind: 'invalid', field: 'answer', expected: 'a device that sends by itself', found: 'nothing' }),
    close: async () => reader.close(),
  };
}

/** The keys themselves: what they hold is JSONata in every language. */
const labels = (key: string) => ({ en: `${key} (JSONata)` });

const optionsSchema = z.object(fieldShape).superRefine(checkFields);

/** Any device that sends what it counts by HTTP. */
export const push: SensorFamily = {
  id: 'push',
  label: 'HTTP push',
  optionsSchema,
  signIn: { kind: 'headers' },
  // How often most devices send.
  defaultPollMs: 60_000,
  channels: 'any',
  address: 'none',
  gives: new Set(['count', 'level']),
  credential: 'none',
  parameters: {
    in: { label: labels('in'), default: 'in' },
    out: { label: labels('out'), default: 'out' },
  },
  create: ({ options }) => pushDriver(optionsSchema.parse(options), {}),
};
