import { beforeEach, expect, it } from 'vitest';
import type { Snapshot } from '../reading.ts';
import { PushIntake } from './push-intake.ts';
import type { PushMemory } from './push-memory.ts';
import type { Pushed } from './pushed.ts';

const push = (fromS: number, came: number): Pushed => ({
  intervals: [
    {
      channel: 'main',
      fromMs: fromS * 1000,
      toMs: fromS * 1000 + 1000,
      in: came,
      out: 0,
      identity: `A ${fromS}`,
    },
  ],
  levels: [],
  isHint: false,
});
const poll = (atS: number, came: number): Snapshot => ({
  deviceClockMs: atS * 1000,
  readings: [{ kind: 'count', channel: 'main', in: came, out: 0 }],
});

/** What happened, in order: totals that were handed on, and `saved`. */
let log: (number | string)[];
let saved: PushMemory | undefined;
let disk: (memory: PushMemory) => Promise<void>;
let intake: PushIntake;

function begin(): void {
  intake = new PushIntake({
    countsAlone: new Set(['main']),
    memory: saved,
    save: (memory) => disk(memory),
    onSnapshot: ({ readings }) => {
      for (const reading of readings) if (reading.kind === 'count') log.push(reading.in);
    },
    onBug: (error) => log.push(String(error)),
  });
}

beforeEach(() => {
  log = [];
  saved = undefined;
  disk = async (memory) => {
    saved = memory;
    log.push('saved');
  };
  begin();
});

it('waits for the first poll, and adds to what that said', async () => {
  const applied = intake.ingest(push(20, 3));
  await Promise.resolve();
  expect(log).toEqual([]);
  intake.rebase(poll(10, 100));
  await applied;
  expect(log).toEqual(['saved', 103]);
});

it('does not count again what the first poll holds already', async () => {
  const applied = intake.ingest(push(5, 3));
  intake.rebase(poll(10, 100));
  await applied;
  expect(log).toEqual(['saved']);
});

it('counts by itself once a poll has failed, and saves before anybody hears of it', async () => {
  const applied = intake.ingest(push(5, 3));
  intake.decide();
  await applied;
  expect(log).toEqual([0, 'saved', 3]);
});

it('knows after a restart what came before it, and goes on from there at once', async () => {
  intake.decide();
  await intake.ingest(push(5, 3));
  log = [];
  begin();
  await intake.ingest(push(5, 3));
  await intake.ingest(push(5, 3));
  await intake.ingest(push(6, 1));
  expect(log).toEqual([3, 'saved', 4]);
});

it('takes pushes that come at once one after the other, so that totals never go down', async () => {
  let open = () => {};
  intake.decide();
  disk = () =>
    new Promise((resolve) => {
      open = resolve;
    });
  const first = intake.ingest(push(5, 3));
  const second = intake.ingest(push(6, 2));
  await expect.poll(() => log).toEqual([0]);
  disk = async () => {};
  open();
  await Promise.all([first, second]);
  expect(log).toEqual([0, 3, 5]);
});

it('refuses what cannot be saved, and counts it when it comes again', async () => {
  intake.decide();
  disk = () => Promise.reject(new Error('disk full'));
  await expect(intake.ingest(push(5, 3))).rejects.toThrow('disk full');
  expect(log).toEqual([0]);
  disk = async () => {};
  await intake.ingest(push(5, 3));
  expect(log).toEqual([0, 3]);
});

it('leaves it to a poll that is answered while a push is saved', async () => {
  let open = () => {};
  intake.decide();
  disk = () =>
    new Promise((resolve) => {
      open = resolve;
    });
  const applied = intake.ingest(push(5, 3));
  await expect.poll(() => log).toEqual([0]);
  const finish = open;
  disk = async () => {};
  intake.rebase(poll(10, 100));
  finish();
  await applied;
  expect(log).toEqual([0]);
});
