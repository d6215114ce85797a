import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AdjustProgress } from '#lib/contract/adjust.ts';
import type { Alert } from '#lib/contract/alert.ts';
import type { Path } from '#lib/contract/path.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { ElapsedClock } from './elapsed-clock.ts';
import { type Sample, type Trend, trendOf, withSample } from './trend.ts';

/** A zone in the console. */
export interface LiveZone {
  readonly path: Path;
  readonly state: ZoneState;
  /** Elapsed ms of the last message. */
  readonly heardMs: number;
  /** Whether the last message has expired: the light is unknown, whatever it was. */
  readonly isExpired: boolean;
  readonly samples: readonly Sample[];
  readonly trend: Trend;
}

/** `connecting` only before the first connection; `signed-out` when the session has ended. */
export type Connection = 'connecting' | 'live' | 'lost' | 'signed-out';

export interface LiveState {
  readonly zones: Readonly<Record<Path, LiveZone>>;
  readonly sensors: Readonly<Record<Path, SensorStatus>>;
  readonly connection: Connection;
  /** Since when the connection is lost (epoch ms of this machine); undefined while it is live. */
  readonly lostSince: number | undefined;
  /** Number of adjusts that have ended since the page was opened, by anybody. */
  readonly adjustsEnded: number;
  /** Number of alerts that have opened or closed since the page was opened. */
  readonly alertCount: number;
}

export interface LiveActions {
  applyZone(state: ZoneState): void;
  /** Applies many at once: subscribers are notified once. */
  applyZones(states: readonly ZoneState[]): void;
  applySensor(status: SensorStatus): void;
  applyAdjust(progress: AdjustProgress): void;
  applyAlert(alert: Alert): void;
  /** Applies the configuration: zones that are not in it are removed. Live data of the others is kept. */
  applyConfiguration(configured: LiveStart): void;
  /** Something came that is no zone: the connection is not silent. */
  heard(): void;
  /** A new connection: its messages are numbered again. */
  connected(): void;
  disconnected(): void;
  signedOut(): void;
  /** Ages the shown values; call it a few times a second. */
  tick(): void;
}

export type LiveStore = StoreApi<LiveState & LiveActions>;

export interface LiveStart {
  readonly zones: readonly ZoneState[];
  readonly sensors: readonly SensorStatus[];
}

/** The socket repeats every zone well within its `validForMs`; after this silence nothing is live. */
const silentAfterMs = 5000;

/**
 * The live state of the console: written by the socket, read by the components. It starts with the
 * server-rendered state, so that the first paint and the first message look the same.
 */
export function createLiveStore(
  start: LiveStart,
  elapsed: ElapsedClock,
  wall: () => number = Date.now,
): LiveStore {
  const startedMs = elapsed();
  let heardMs = startedMs;
  let heardWallMs = wall();
  /** Zones with a `seq` on this connection: numbers are only comparable within one. */
  let numbered = new Set<Path>();

  return createStore<LiveState & LiveActions>()((set, get) => ({
    zones: Object.fromEntries(start.zones.map((state) => entryOf(liveZone(undefined, state, startedMs)))),
    sensors: Object.fromEntries(
      start.sensors.map((status) => [`${status.site}/${status.sensor}`, status] as const),
    ),
    connection: 'connecting',
    lostSince: undefined,
    adjustsEnded: 0,
    alertCount: 0,

    applyZone: (state) => get().applyZones([state]),

    applyZones: (states) => {
      const { zones: known, connection } = get();
      const changed: Record<Path, LiveZone> = {};
      const nowMs = elapsed();
      for (const state of states) {
        const path: Path = `${state.site}/${state.zone}`;
        const before = changed[path] ?? known[path];
        if (before !== undefined && numbered.has(path) && state.seq <= before.state.seq) continue;
        numbered.add(path);
        changed[path] = liveZone(before, state, nowMs);
      }
      if (Object.keys(changed).length === 0) return;
      heardMs = nowMs;
      heardWallMs = wall();
      set({
        zones: { ...known, ...changed },
        ...(connection === 'lost' ? { connection: 'live', lostSince: undefined } : {}),
      });
    },

    applySensor: (status) =>
      set(({ sensors }) => ({ sensors: { ...sensors, [`${status.site}/${status.sensor}`]: status } })),

    applyAdjust: ({ result }) => {
      if (result !== undefined) set(({ adjustsEnded }) => ({ adjustsEnded: adjustsEnded + 1 }));
    },

    applyConfiguration: (configured) =>
      set(({ zones, sensors }) => ({
        zones: Object.fromEntries(
          configured.zones.map((state) => {
            const path: Path = `${state.site}/${state.zone}`;
            // The age of the answer is unknown: a new light is shown when the socket sends it.
            return entryOf(zones[path] ?? { ...liveZone(undefined, state, elapsed()), isExpired: true });
          }),
        ),
        sensors: Object.fromEntries(
          configured.sensors.map((status) => {
            const path: Path = `${status.site}/${status.sensor}`;
            return [path, sensors[path] ?? status] as const;
          }),
        ),
      })),

    applyAlert: () => set(({ alertCount }) => ({ alertCount: alertCount + 1 })),

    heard: () => {
      heardMs = elapsed();
      heardWallMs = wall();
      if (get().connection === 'lost') set({ connection: 'live', lostSince: undefined });
    },

    connected: () => {
      numbered = new Set();
      heardMs = elapsed();
      heardWallMs = wall();
      set({ connection: 'live', lostSince: undefined });
    },

    disconnected: () =>
      set(({ connection, lostSince }) =>
        connection === 'signed-out' ? {} : { connection: 'lost', lostSince: lostSince ?? heardWallMs },
      ),

    signedOut: () => set(({ lostSince }) => ({ connection: 'signed-out', lostSince: lostSince ?? wall() })),

    tick: () => {
      const nowMs = elapsed();
      const { zones, connection, lostSince } = get();
      const aged = Object.values(zones).filter(
        (zone) => !zone.isExpired && nowMs - zone.heardMs > zone.state.validForMs,
      );
      const hasZones = Object.keys(zones).length > 0;
      const isSilent = hasZones && connection === 'live' && nowMs - heardMs > silentAfterMs;
      const neverCame = connection === 'connecting' && nowMs - startedMs > silentAfterMs;
      if (aged.length === 0 && !isSilent && !neverCame) return;
      set({
        zones: { ...zones, ...Object.fromEntries(aged.map((zone) => entryOf({ ...zone, isExpired: true }))) },
        ...(isSilent || neverCame ? { connection: 'lost', lostSince: lostSince ?? heardWallMs } : {}),
      });
    },
  }));
}

function liveZone(before: LiveZone | undefined, state: ZoneState, atMs: number): LiveZone {
  // A number that was set is no movement of people.
  const isSet = before !== undefined && before.state.set?.at !== state.set?.at;
  const samples = withSample(isSet ? [] : (before?.samples ?? []), { atMs, occupancy: state.occupancy });
  return {
    path: `${state.site}/${state.zone}`,
    state,
    heardMs: atMs,
    isExpired: false,
    samples,
    trend: trendOf(samples, state.occupancy, state.capacity),
  };
}

function entryOf(zone: LiveZone): readonly [Path, LiveZone] {
  return [zone.path, zone];
}

/** The light to show: unknown after it has expired. */
export function shownLight({ state, isExpired }: LiveZone): Pick<ZoneState, 'light' | 'reason'> {
  return isExpired ? { light: 'unknown', reason: 'expired' } : { light: state.light, reason: state.reason };
}
