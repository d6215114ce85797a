import { z } from 'zod';
import { fail } from '#lib/result.ts';
import type { SensorFamily } from '../driver.ts';

/**
 * No device, only people, who count on their phones at `/count/<site>/<sensor>`. It is heard while all of them have
 * that page open and a connection: nobody walking by is no failure, nobody counting is one.
 */
export const hand: SensorFamily = {
  id: 'hand',
  label: 'Counted by hand',
  optionsSchema: z.object({}),
  signIn: { kind: 'headers' },
  // Phones say every five seconds that they are there: a zone waits 30 s for them by default.
  defaultPollMs: 10_000,
  channels: 'main',
  address: 'none',
  gives: new Set(['count']),
  credential: 'none',
  create: () => ({
    listen: () => undefined,
    read: async () =>
      fail({ kind: 'invalid', field: 'answer', expected: 'people who count', found: 'nothing' }),
  }),
};
