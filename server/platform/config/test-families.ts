import { z } from 'zod';
import type { SensorFamily } from '#server/sensors/driver.ts';

/** Families for tests: one of each kind that the configuration file distinguishes. */
export const testFamilies: ReadonlyMap<string, SensorFamily> = new Map(
  [
    family('axis-people-counter', 'main', ['count', 'level'], z.strictObject({})),
    family('axis-3d', 'main', ['level'], z.object({})),
    family('axis-stereo', 'main', ['count'], z.object({})),
    family(
      'xovis',
      'many',
      ['count', 'level'],
      z.strictObject({
        apiKey: z.string().optional(),
        mode: z.enum(['auto', 'gateway', 'v5']).default('auto'),
      }),
      5000,
    ),
    family('indivd', 'many', ['count'], z.strictObject({ token: z.string() }), 900_000),
  ].map((each) => [each.id, each]),
);

function family(
  id: string,
  channels: SensorFamily['channels'],
  gives: readonly ('count' | 'level')[],
  optionsSchema: z.ZodObject,
  defaultPollMs = 1000,
): SensorFamily {
  return {
    id,
    label: id,
    optionsSchema,
    signIn: { kind: 'challenge' },
    defaultPollMs,
    channels,
    gives: new Set(gives),
    create: () => {
      throw new Error('the configuration makes no drivers');
    },
  };
}
