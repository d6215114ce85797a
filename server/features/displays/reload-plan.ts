import type { Path } from '#lib/contract/path.ts';

/** A connected screen that has sent a report. */
export interface ScreenNow {
  readonly path: Path;
  readonly site: string;
  /** Epoch milliseconds. */
  readonly loadedAtMs: number;
  /** Version of Doorlight that made its page; undefined if the page does not report it. */
  readonly version: string | undefined;
  /** For how long its zone's light has been the same. */
  readonly settledMs: number;
  /** Whether it may reload because it is night; see `isQuiet`. */
  readonly isQuiet: boolean;
}

export interface ReloadState {
  /** Screens that were asked to reload and are not back yet, and when they were asked (epoch ms). */
  readonly underWay: ReadonlyMap<Path, number>;
  /** When each screen was last asked to reload. */
  readonly askedMs: ReadonlyMap<Path, number>;
  /** How many may reload at once: one at first, more as they come back. */
  readonly atOnce: number;
  /** How many in a row did not come back. */
  readonly lost: number;
  readonly pausedUntilMs: number;
}

export interface ReloadRound {
  readonly state: ReloadState;
  /** Screens to reload now. */
  readonly reload: readonly Path[];
  /** Screens that should be back and are not, or with another version. */
  readonly lost: readonly Path[];
}

export const noReloads: ReloadState = {
  underWay: new Map(),
  askedMs: new Map(),
  atOnce: 1,
  lost: 0,
  pausedUntilMs: Number.NEGATIVE_INFINITY,
};

const hourMs = 3_600_000;
/** A page that is open for longer is reloaded at night. */
export const staleMs = 20 * hourMs;
/** A screen checks that the server answers before it leaves its page. */
const backWithinMs = 120_000;
const settledMs = 10_000;
const maxAtOnce = 20;
const maxLost = 3;
const pauseMs = 12 * hourMs;
/** Share of the screens of one site. */
const shareAtOnce = 0.05;

/**
 * Decides which screens reload now: those of another version, and at night those whose page is old. One at
 * first, the next when it is back and shows its light, because a broken version must affect one screen and not
 * all. Never during a change of the light, never many of one site, none twice in a night.
 *
 * @param version of Doorlight
 * @param nowMs epoch milliseconds
 */
export function reloadRound(
  before: ReloadState,
  screens: readonly ScreenNow[],
  version: string,
  nowMs: number,
): ReloadRound {
  const { state, lost } = withReturns(before, screens, version, nowMs);
  if (nowMs < state.pausedUntilMs) return { state, reload: [], lost };
  const underWay = new Map(state.underWay);
  const askedMs = new Map(state.askedMs);
  const room = roomPerSite(screens, underWay);
  const reload: Path[] = [];
  for (const { path, site } of due(screens, state, version, nowMs)) {
    if (underWay.size >= state.atOnce) break;
    const left = room.get(site) ?? 0;
    if (left < 1) continue;
    room.set(site, left - 1);
    underWay.set(path, nowMs);
    askedMs.set(path, nowMs);
    reload.push(path);
  }
  return { state: { ...state, underWay, askedMs: askedMs }, reload, lost };
}

/** Accounts for the screens that are back, and those that are not. */
function withReturns(
  before: ReloadState,
  screens: readonly ScreenNow[],
  version: string,
  nowMs: number,
): { readonly state: ReloadState; readonly lost: readonly Path[] } {
  const byPath = new Map(screens.map((screen) => [screen.path, screen]));
  const underWay = new Map(before.underWay);
  const lostPaths: Path[] = [];
  let { atOnce, lost, pausedUntilMs } = before;
  for (const [path, sinceMs] of before.underWay) {
    const screen = byPath.get(path);
    const isBack = screen !== undefined && screen.loadedAtMs >= sinceMs;
    if (!isBack && nowMs - sinceMs < backWithinMs) continue;
    underWay.delete(path);
    if (isBack && (screen.version ?? version) === version) {
      atOnce = Math.min(maxAtOnce, atOnce * 2);
      lost = 0;
    } else {
      lostPaths.push(path);
      atOnce = 1;
      lost += 1;
    }
  }
  if (lost >= maxLost) {
    pausedUntilMs = nowMs + pauseMs;
    lost = 0;
  }
  const askedMs = new Map([...before.askedMs].filter(([, atMs]) => nowMs - atMs < staleMs));
  return { state: { underWay, askedMs: askedMs, atOnce, lost, pausedUntilMs }, lost: lostPaths };
}

/** The oldest pages first. */
function due(
  screens: readonly ScreenNow[],
  { askedMs }: ReloadState,
  version: string,
  nowMs: number,
): readonly ScreenNow[] {
  return screens
    .filter((screen) => !askedMs.has(screen.path) && screen.settledMs >= settledMs)
    .filter(
      (screen) =>
        (screen.version !== undefined && screen.version !== version) ||
        (screen.isQuiet && nowMs - screen.loadedAtMs >= staleMs),
    )
    .sort((one, other) => one.loadedAtMs - other.loadedAtMs);
}

/** How many more screens of each site may reload. */
function roomPerSite(
  screens: readonly ScreenNow[],
  underWay: ReadonlyMap<Path, number>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { site } of screens) counts.set(site, (counts.get(site) ?? 0) + 1);
  const room = new Map([...counts].map(([site, count]) => [site, Math.max(1, count * shareAtOnce)]));
  for (const path of underWay.keys()) {
    const [site = ''] = path.split('/');
    room.set(site, (room.get(site) ?? 0) - 1);
  }
  return room;
}
