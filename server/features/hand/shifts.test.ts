import { describe, expect, it } from 'vitest';
import { Shifts } from './shifts.ts';

const door = { site: 'bern', sensor: 'door' };
const shift = { ...door, from_ms: 100, until_ms: 200, who: 'anna' };
const next = { ...shift, from_ms: 300, until_ms: 400 };

async function loaded(...rows: (typeof shift)[]) {
  const saved: (typeof shift)[] = [];
  const shifts = new Shifts({
    shifts: async () => rows,
    saveShift: async (row) => {
      saved.push(row);
    },
  });
  await shifts.load(0);
  return { shifts, saved };
}

describe('shifts of people who count instead of a device', () => {
  it('finds the one at a moment, from its beginning until before its end', async () => {
    const { shifts } = await loaded(shift, next);
    expect([99, 100, 199, 200, 300].map((atMs) => shifts.at(door, atMs)?.from_ms)).toEqual([
      undefined,
      100,
      100,
      undefined,
      300,
    ]);
    expect(shifts.at({ ...door, sensor: 'other' }, 150)).toBeUndefined();
  });

  it('keeps one that ends earlier or later as the same shift', async () => {
    const { shifts, saved } = await loaded(shift);
    await shifts.save({ ...shift, until_ms: 150 });
    expect([shifts.at(door, 160), shifts.lastUntilMs('bern/door')]).toEqual([undefined, 150]);
    await shifts.save(next);
    expect(shifts.lastUntilMs('bern/door')).toBe(400);
    expect(saved).toHaveLength(2);
  });

  it('forgets what the database no longer has', async () => {
    const rows = [shift];
    const shifts = new Shifts({ shifts: async () => rows.splice(0), saveShift: async () => undefined });
    await shifts.load(0);
    expect(shifts.lastUntilMs('bern/door')).toBe(200);
    await shifts.load(0);
    expect(shifts.lastUntilMs('bern/door')).toBeUndefined();
  });
});
