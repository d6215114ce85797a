import { beforeEach, describe, expect, it } from 'vitest';
import type { Path } from '#lib/contract/path.ts';
import { noReloads, reloadRound, type ScreenNow } from './reload-plan.ts';

const hourMs = 3_600_000;
const startMs = Date.parse('2026-11-25T02:00:00Z');

/** Some screens, and their reaction to the reload command. */
class Screens {
  nowMs = startMs;
  state = noReloads;
  version = '2.0.0';
  readonly reloaded: Path[] = [];
  readonly lost: Path[] = [];
  screens: ScreenNow[];

  constructor(count: number, of: Partial<ScreenNow>, sites = 1) {
    this.screens = Array.from({ length: count }, (_, index): ScreenNow => {
      const site = `site-${index % sites}`;
      const path: Path = `${site}/screen-${index}`;
      const loadedAtMs = startMs - 21 * hourMs - index;
      return { path, site, loadedAtMs, version: '2.0.0', settledMs: hourMs, isQuiet: false, ...of };
    });
  }

  /** A round; screens that were asked to reload are back by the next one, except those that `stay`. */
  round(stay: readonly Path[] = []): readonly Path[] {
    const { state, reload, lost } = reloadRound(this.state, this.screens, this.version, this.nowMs);
    this.state = state;
    this.reloaded.push(...reload);
    this.lost.push(...lost);
    const loadedAtMs = this.nowMs + 1000;
    this.screens = this.screens.map((screen) =>
      reload.includes(screen.path) && !stay.includes(screen.path)
        ? { ...screen, loadedAtMs, version: this.version }
        : screen,
    );
    this.nowMs += 2000;
    return reload;
  }

  rounds(count: number, stay: readonly Path[] = []): number[] {
    return Array.from({ length: count }, () => this.round(stay).length);
  }
}

let screens: Screens;
const paths = () => screens.screens.map(({ path }) => path);

describe('a new version', () => {
  beforeEach(() => {
    screens = new Screens(100, { version: '1.0.0' }, 100);
  });

  it('comes to one screen first, to more with each that comes back, to all in the end, and once', () => {
    expect(screens.rounds(6)).toEqual([1, 2, 8, 20, 20, 20]);
    screens.rounds(20);
    expect(new Set(screens.reloaded)).toEqual(new Set(paths()));
    expect(screens.reloaded).toHaveLength(100);
  });

  it('waits for the first screen, and goes on when it is given up', () => {
    const [first] = screens.round(paths());
    expect(screens.rounds(59, paths())).toEqual(Array(59).fill(0));
    expect(screens.lost).toEqual([]);
    const [second] = screens.round();
    expect(screens.lost).toEqual([first]);
    expect(second).not.toBe(first);
  });

  it('comes to no more than three screens that do not come back', () => {
    screens.rounds(1000, paths());
    expect(screens.reloaded).toHaveLength(3);
    expect(screens.lost).toEqual(screens.reloaded);
  });

  it('is not what came back as the old one', () => {
    const [first] = screens.round();
    screens.screens = screens.screens.map((screen) => ({ ...screen, version: '1.0.0' }));
    screens.round();
    expect(screens.lost).toEqual([first]);
  });

  it('waits while a light is changing', () => {
    screens = new Screens(1, { version: '1.0.0', settledMs: 9_999 });
    expect(screens.round()).toEqual([]);
    screens.screens = screens.screens.map((screen) => ({ ...screen, settledMs: 10_000 }));
    expect(screens.round()).toHaveLength(1);
  });
});

describe('one site', () => {
  it('loads a twentieth of its screens at once, and one at least', () => {
    screens = new Screens(60, { version: '1.0.0' });
    expect(Math.max(...screens.rounds(40))).toBe(3);
    expect(screens.reloaded).toHaveLength(60);
    screens = new Screens(8, { version: '1.0.0' }, 2);
    expect(Math.max(...screens.rounds(10))).toBe(2);
  });
});

describe('at night', () => {
  it('pages that are old start anew, once, one after another', () => {
    screens = new Screens(3, { isQuiet: true });
    expect(screens.rounds(5)).toEqual([1, 1, 1, 0, 0]);
    expect(screens.reloaded[0]).toBe('site-0/screen-2');
    screens.nowMs += 23 * hourMs;
    expect(screens.rounds(3)).toEqual([1, 1, 1]);
  });

  it('pages that are young stay', () => {
    screens = new Screens(3, { isQuiet: true, loadedAtMs: startMs - 19 * hourMs });
    expect(screens.rounds(3)).toEqual([0, 0, 0]);
  });
});

it('in the daytime nothing is loaded anew without a reason', () => {
  screens = new Screens(20, {});
  expect(screens.rounds(20)).toEqual(Array(20).fill(0));
});
