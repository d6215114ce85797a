import type { Browser } from '@playwright/test';
import { openScene } from './open-scene.ts';
import { play, wrongHistory } from './play.ts';
import type { DatabaseKind, Row, RowResult } from './row.ts';
import { databaseRows } from './rows/database.ts';
import { deviceRows } from './rows/devices.ts';
import { diskRows } from './rows/disk.ts';
import { machineRows } from './rows/machine.ts';
import { redisRows } from './rows/redis.ts';
import { screenRows } from './rows/screen.ts';
import { ToolMissing } from './tool-missing.ts';

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
    return [
      error instanceof ToolMissing
        ? notPlayed(row, database, error.message)
        : brokenDown(row, database, error),
    ];
  }
  try {
    const [door] = scene.shop.doors;
    if (door === undefined) throw new Error('There is no door.');
    const result = await play(row, database, scene, door, { withCommands: true });
    await scene.endProduct();
    return [{ ...result, people: [...result.people, ...(await wrongHistory(scene, door))] }];
  } catch (error) {
    return [brokenDown(row, database, error)];
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
      const played = await Promise.all(
        doors.map((door) =>
          play(row, database, scene, door).catch(
            (error: unknown): RowResult => ({
              ...brokenDown(row, database, error),
              family: door.family.simulator.id,
            }),
          ),
        ),
      );
      results.push(...played);
      played.forEach(onResult);
    }
    await scene.endProduct();
    // One row for all faults together: history does not say by which fault it is wrong.
    const wrong = await Promise.all(
      scene.shop.doors.map(async (door) =>
        (await wrongHistory(scene, door)).map((each) => `${door.id}: ${each}`),
      ),
    );
    const summary: RowResult = {
      ...nothing,
      row: { group: 'devices', name: 'history after all of these', on: [database], ...untouched },
      database,
      people: wrong.flat(),
    };
    onResult(summary);
    return [...results, summary];
  } finally {
    await scene.close();
  }
}

const untouched = { break: () => undefined, heal: () => undefined };
const nothing = { falseMs: 0, unknownMs: 0, people: [], commands: [], healedMs: 0, reported: [] };

function notPlayed(row: Row, database: DatabaseKind, skipped: string): RowResult {
  return { ...nothing, row, database, skipped };
}

/** The harness or the product broke down: that is reported like a fault of the product until somebody has looked. */
function brokenDown(row: Row, database: DatabaseKind, error: unknown): RowResult {
  const message = error instanceof Error ? error.message : String(error);
  return { ...nothing, row, database, people: [`broke down: ${message}`], healedMs: undefined };
}
