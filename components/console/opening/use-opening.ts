'use client';

import useSWR from 'swr';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { Site } from '#lib/contract/site.ts';
import { nameOfDisplay, readableId } from '#lib/names.ts';
import { useConsole, useLive } from '../console-context.ts';
import { dayStart } from '../history/day-start.ts';
import type { LiveZone } from '../live/live-store.ts';
import { useThrottled } from '../use-throttled.ts';
import { type Opened, openedOf } from './opening.ts';

/** What the server found when it made the page. */
export interface OpeningStart {
  readonly displays: readonly DisplayStatus[] | undefined;
  /** Resets of the site since its day began, newest first. */
  readonly resets: readonly AuditEntry[];
}

export interface OpeningState {
  readonly sensors: readonly SensorStatus[];
  readonly zones: readonly LiveZone[];
  /** Undefined while it is not known. */
  readonly displays: readonly DisplayStatus[] | undefined;
  /** What needs a look, by name. */
  readonly faulty: readonly string[];
  readonly gone: readonly string[];
  /** People counted inside, all zones together. */
  readonly inside: number;
  readonly opened: Opened | undefined;
}

const againMs = 5000;

/** How a site stands before its doors open: sensors, displays, counters. It follows what happens. */
export function useOpening(site: Site, start: OpeningStart): OpeningState {
  const { api } = useConsole();
  const sensors = useLive((live) => Object.values(live.sensors).filter((sensor) => sensor.site === site.id));
  const zones = useLive((live) => Object.values(live.zones).filter(({ state }) => state.site === site.id));
  const ended = useThrottled(({ adjustsEnded }) => adjustsEnded);
  const { data: all } = useSWR(
    'displays',
    async () => {
      const answer = await api.displays();
      if (!answer.ok) throw new Error(answer.error.kind);
      return answer.value;
    },
    {
      refreshInterval: againMs,
      ...(start.displays !== undefined && { fallbackData: [...start.displays] }),
    },
  );
  const { data: resets = start.resets } = useSWR(
    ['resets', site.id, ended],
    async () => {
      const from = new Date(dayStart(Date.now(), site.timezone)).toISOString();
      const answer = await api.audit({ site: site.id, action: 'reset', from, limit: 100 });
      if (!answer.ok) throw new Error(answer.error.kind);
      return answer.value;
    },
    { keepPreviousData: true },
  );
  const displays = all?.filter((display) => display.site === site.id);
  return {
    sensors,
    zones,
    displays,
    faulty: sensors.filter(({ status }) => status !== 'ok').map(({ sensor }) => readableId(sensor)),
    gone: (displays ?? []).filter(({ connections }) => connections === 0).map(nameOfDisplay),
    inside: zones.reduce((sum, { state }) => sum + state.occupancy, 0),
    opened: openedOf(
      zones.map(({ state }) => state.zone),
      resets,
    ),
  };
}
