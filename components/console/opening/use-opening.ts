import useSWR from 'swr';
import { answerOf } from '#lib/api/client.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { Site } from '#lib/contract/site.ts';
import { nameOfDisplay, nameOfSensor } from '#lib/names.ts';
import { useConsole, useLive } from '../console-context.ts';
import { dayStart } from '../history/day-start.ts';
import type { LiveZone } from '../live/live-store.ts';
import { useThrottled } from '../use-throttled.ts';

/** The server-rendered start data. */
export interface OpeningStart {
  readonly displays: readonly DisplayStatus[] | undefined;
  /** Resets of the site since its day began, newest first. */
  readonly resets: readonly AuditEntry[];
}

export interface OpeningState {
  readonly sensors: readonly SensorStatus[];
  readonly zones: readonly LiveZone[];
  /** Undefined while unknown. */
  readonly displays: readonly DisplayStatus[] | undefined;
  /** Names of faulty sensors. */
  readonly faulty: readonly string[];
  readonly gone: readonly string[];
  /** People counted inside, all zones together. */
  readonly inside: number;
  readonly opened: Opened | undefined;
}

const againMs = 5000;

/** The live state of a site's morning checklist: sensors, displays, counters. */
export function useOpening(site: Site, start: OpeningStart): OpeningState {
  const { api } = useConsole();
  const sensors = useLive((live) => Object.values(live.sensors).filter((sensor) => sensor.site === site.id));
  const zones = useLive((live) => Object.values(live.zones).filter(({ state }) => state.site === site.id));
  const ended = useThrottled(({ adjustsEnded }) => adjustsEnded);
  const { data: all } = useSWR(
    ['displays', site.id],
    () => answerOf(api.GET('/api/v1/displays', { params: { query: { site: site.id } } })),
    {
      refreshInterval: againMs,
      ...(start.displays !== undefined && { fallbackData: [...start.displays] }),
    },
  );
  const { data: resets = start.resets } = useSWR(
    ['resets', site.id, ended],
    () => {
      const from = new Date(dayStart(Date.now(), site.timezone)).toISOString();
      const query = { site: site.id, action: 'reset', from, limit: 100 } as const;
      return answerOf(api.GET('/api/v1/audit', { params: { query } }));
    },
    { keepPreviousData: true },
  );
  const displays = all?.filter((display) => display.site === site.id);
  return {
    sensors,
    zones,
    displays,
    faulty: sensors.filter(({ status }) => status !== 'ok').map(nameOfSensor),
    gone: (displays ?? []).filter(({ connections }) => connections === 0).map(nameOfDisplay),
    inside: zones.reduce((sum, { state }) => sum + state.occupancy, 0),
    opened: openedOf(
      zones.map(({ state }) => state.zone),
      resets,
    ),
  };
}

/** When and by whom the counters of a site were reset: a user name, or `schedule`. */
interface Opened {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly who: string;
}

/**
 * The last reset of a whole site: the moment from which each of its zones had been reset.
 *
 * @param zones ids of the site's zones
 * @param entries resets of the site since its day began, newest first
 * @returns undefined while one zone has not been reset yet
 */
export function openedOf(zones: readonly string[], entries: readonly AuditEntry[]): Opened | undefined {
  const resets = zones.map((id) => entries.find(({ action, zone }) => action === 'reset' && zone === id));
  const done = resets.filter((entry) => entry !== undefined);
  if (done.length === 0 || done.length < zones.length) return undefined;
  const last = done.reduce((latest, entry) => (entry.at > latest.at ? entry : latest));
  return { at: last.at, who: last.who };
}
