import type { Browser } from '@playwright/test';
import { openScene } from './open-scene.ts';
import { play, wrongHistory } from './play.ts';
import { type DatabaseKind, type Row, type RowResult, ToolMissing } from './row.ts';
import { databaseRows } from './rows/database.ts';
import { deviceRows } from './rows/devices.ts';
import { diskRows } from './rows/disk.ts';
import { machineRows } from './rows/machine.ts';
import { redisRows } from './rows/redis.ts';
import { screenRows } from './rows/screen.ts';

export const rows: readonly Row[] = [
  ...diskRows,
  ...databaseRows,
  ...redisRows,
  ...deviceRows,
  ...machineRows,
  ...screenRows,
];

export const families = ['axis-people-counter', 'axis-3d', 'axis-stereo', 'xovis', 'indivd'] as const;

/** Plays a row, with a Doorlight of its own. */
export async function playRow(row: Row, database: DatabaseKind, browser: Browser): Promise<RowResult[]> {
  if (row.group === 'devices') return playDevices([row], database, browser);
  let scene: Awaited<ReturnType<typeof openScene>>;
  try {
    scene = await openScene({ browser, database, needs: row.needs, families: ['axis-people-counter'] });
  } catch (error) {
    if (!(error instanceof ToolMissing)) throw error;
    return [notPlayed(row, database, error.message)];
  }
  try {
    const [door] = scene.shop.doors;
    if (door === undefined) throw new Error('There is no door.');
    const result = await play(row, database, scene, door, { withCommands: true });
    await scene.endProduct();
    return [{ ...result, people: [...result.people, ...(await wrongHistory(scene, door))] }];
  } finally {
    await scene.close();
  }
}

/** Plays rows of devices one after the other, each at all families at the same time, with one Doorlight. */
export async function playDevices(
  chosen: readonly Row[],
  database: DatabaseKind,
  browser: Browser,
  onResult: (result: RowResult) => void = () => undefined,
): Promise<RowResult[]> {
  const scene = await openScene({ browser, database, families });
  const results: RowResult[] = [];
  try {
    for (const row of chosen) {
      const doors = scene.shop.doors.filter(({ family }) => !row.notOf?.includes(family.simulator.id));
      for (const door of scene.shop.doors) if (door.inside > 3) door.walk({ out: door.inside - 3 });
      const played = await Promise.all(doors.map((door) => play(row, database, scene, door)));
      results.push(...played);
      played.forEach(onResult);
    }
    await scene.endProduct();
    // One row for all faults together: history cannot be told apart by fault.
    const wrong = await Promise.all(
      scene.shop.doors.map(async (door) =>
        (await wrongHistory(scene, door)).map((each) => `${door.id}: ${each}`),
      ),
    );
    const [first] = results;
    if (first === undefined || wrong.flat().length === 0) return results;
    return [...results, { ...first, people: wrong.flat() }];
  } finally {
    await scene.close();
  }
}

function notPlayed(row: Row, database: DatabaseKind, skipped: string): RowResult {
  return {
    row,
    database,
    skipped,
    falseMs: 0,
    unknownMs: 0,
    people: [],
    commands: [],
    healedMs: 0,
    told: [],
  };
}
