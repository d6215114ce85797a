import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openDatabase } from '#server/platform/database/database.ts';
import { giveCommands, outcomesOf, prepareCommands, wrongAnswers } from './commands.ts';
import { falseForAtMostMs, lightOf, longestFalseMs, unknownMs } from './judgement.ts';
import type { OpenScene } from './open-scene.ts';
import type { DatabaseKind, Row, RowResult, Scene } from './row.ts';
import type { Screen } from './screen.ts';
import { type Door, site } from './shop.ts';

/** What is read here of a saved zone. */
const openMinuteSchema = z.looseObject({
  minute: z.looseObject({ came: z.number(), went: z.number() }).optional(),
});

/** Long enough that a light which lies is found to lie for too long. */
const lastsMs = falseForAtMostMs + 2000;
const settleWithinMs = 60_000;
/** After a fault, so that what happens late is seen. */
const afterwardsMs = 3000;

/** Plays a row at one door: three are inside, it breaks, the zone fills up, it heals, half of them leave. */
export async function play(
  row: Row,
  database: DatabaseKind,
  open: OpenScene,
  door: Door,
  { withCommands = false } = {},
): Promise<RowResult> {
  const screen = screenOf(open, door);
  const scene: Scene = { ...open, door, screen };
  const { staff } = open;
  if (door.inside === 0) door.walk({ in: 3 });
  if (withCommands) await prepareCommands(staff);
  if ((await untilTrue(screen, door)) === undefined)
    throw new Error(
      `Before the fault the display shows ${screen.light} ${screen.occupancy}:\n${open.product.output}`,
    );

  const printed = open.product.output.length;
  const reported = staff.mark();
  const beganMs = performance.now();
  await row.break(scene);
  door.walk({ in: 7 });
  const brokenUntil = sleep(row.lastsMs ?? lastsMs);
  const sent = withCommands ? await sleep(1000).then(() => giveCommands(staff)) : [];
  await brokenUntil;
  const healingMs = performance.now();
  await row.heal(scene);
  const healedMs = await untilTrue(screen, door, healingMs);
  const endedMs = performance.now();

  // Counting goes on: a few more come and go.
  door.walk({ in: 2, out: 8 });
  await untilTrue(screen, door);
  const stopMs = performance.now();
  const since = <T>(moments: readonly { atMs: number; value: T }[]) => [
    ...moments.filter(({ atMs }) => atMs < beganMs).slice(-1),
    ...moments.filter(({ atMs }) => atMs >= beganMs),
  ];
  const clipped = since(screen.shown).map((each) => ({ ...each, atMs: Math.max(each.atMs, beganMs) }));
  if (withCommands) await sleep(afterwardsMs);
  return {
    row,
    database,
    ...(withCommands ? {} : { family: door.family.simulator.id }),
    falseMs: longestFalseMs(clipped, since(door.people), stopMs),
    unknownMs: unknownMs(clipped, endedMs),
    people: await wrongNumbers(open, door),
    commands: withCommands ? await wrongAnswers(staff, sent, row.isDeaf === true) : [],
    healedMs,
    reported: [
      ...staff.alertsAbout(door.id, reported).filter((words) => !isLight(words)),
      ...(withCommands ? [`commands: ${outcomesOf(sent)}`] : []),
      ...loggedIn(open.product.output.slice(printed)),
    ],
  };
}

/** What every reader of the history would find, once all is saved: the sums of a door against who passed. */
export async function wrongHistory(open: OpenScene, door: Door): Promise<string[]> {
  if (door.isLevel) return [];
  const database = await openDatabase(open.database);
  try {
    const sums = await database.db
      .selectFrom('history_minute')
      .select(({ fn }) => [fn.sum<number>('came').as('ins'), fn.sum<number>('went').as('outs')])
      .where('site', '=', site)
      .where('zone', '=', door.id)
      .executeTakeFirst();
    const saved = await database.db
      .selectFrom('zone_state')
      .select('document')
      .where('site', '=', site)
      .where('zone', '=', door.id)
      .executeTakeFirst();
    // The minute that has not ended is kept with the zone.
    const { minute } = openMinuteSchema.parse(JSON.parse(saved?.document ?? '{}'));
    return [
      ...differs('history in', Number(sums?.ins ?? 0) + (minute?.came ?? 0), door.in),
      ...differs('history out', Number(sums?.outs ?? 0) + (minute?.went ?? 0), door.out),
    ];
  } finally {
    await database.close();
  }
}

/** Whether a row has kept both promises. */
export function isGood({ skipped, falseMs, people, commands, healedMs }: RowResult): boolean {
  if (skipped !== undefined) return true;
  return falseMs <= falseForAtMostMs && people.length + commands.length === 0 && healedMs !== undefined;
}

/** Waits until the screen shows the truth, for half a second on end. @returns how long it took; undefined: never */
async function untilTrue(
  screen: Screen,
  door: Door,
  fromMs = performance.now(),
): Promise<number | undefined> {
  const giveUpAt = performance.now() + settleWithinMs;
  let trueSinceMs: number | undefined;
  while (performance.now() < giveUpAt) {
    const isTrue = screen.light === lightOf(door.inside) && screen.occupancy === String(door.inside);
    if (!isTrue) trueSinceMs = undefined;
    else trueSinceMs ??= performance.now();
    if (trueSinceMs !== undefined && performance.now() - trueSinceMs > 500) return trueSinceMs - fromMs;
    await sleep(25);
  }
  return undefined;
}

async function wrongNumbers({ staff }: OpenScene, door: Door): Promise<string[]> {
  const state = await staff.zone(door.id);
  if (state === undefined) return ['the zone cannot be read'];
  return differs('inside', state.occupancy, door.inside);
}

function differs(what: string, ours: number, truth: number): string[] {
  return ours === truth ? [] : [`${what} ${ours} instead of ${truth}`];
}

function screenOf({ screens }: OpenScene, door: Door): Screen {
  const screen = screens.get(door);
  if (screen === undefined) throw new Error(`There is no screen at ${door.id}.`);
  return screen;
}

/** Whether the reported alerts are only that the light follows the people. */
function isLight(words: string): boolean {
  return /^(green: free|amber: nearly-full|red: full)$/.test(words);
}

/** What the log says at levels that somebody should read, each once. */
function loggedIn(output: string): string[] {
  const lines = output.split('\n').flatMap((line) => {
    const level = Number(/"level":(\d+)/.exec(line)?.[1] ?? 0);
    const message = /"msg":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1];
    if (level >= 40 && message !== undefined) return [`log: ${message}`];
    return line.startsWith('The ') ? [`log: ${line}`] : [];
  });
  return [...new Set(lines)];
}
