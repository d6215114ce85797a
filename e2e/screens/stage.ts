import { setTimeout as sleep } from 'node:timers/promises';
import type { Screen } from './screen.ts';
import type { Shop } from './shop.ts';

/** What the chapters of the story are given: it goes on from one to the next. */
export interface Stage {
  readonly shop: Shop;
  readonly screen: Screen;
  /** Whether staff meets this engine: the console has to work in it. */
  readonly isForStaff: boolean;
  /** Where the screenshots of this engine go. */
  readonly folder: string;
}

export interface Chapter {
  readonly name: string;
  /** Returns what is worth telling: a duration in milliseconds, or that it is not for this engine. */
  play(stage: Stage): Promise<number | 'skipped' | undefined>;
}

export async function waitFor(
  what: string | (() => string),
  withinMs: number,
  holds: () => Promise<boolean>,
): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) {
      throw new Error(`Waited ${withinMs / 1000} s for ${typeof what === 'string' ? what : what()}.`);
    }
    await sleep(50);
  }
}
