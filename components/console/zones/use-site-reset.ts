'use client';

import { useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { type OutcomeRow, outcomeRows, type ResetSummary, summarizeReset } from '../command/outcome-rows.ts';
import { useConsole, useLive } from '../console-context.ts';
import { disobedient, type Order, sameAgain } from '../live/command-store.ts';
import type { LiveZone } from '../live/live-store.ts';

/** One zone of a reset. */
export interface ZoneReset {
  readonly zone: LiveZone;
  readonly order: Order;
  readonly rows: readonly OutcomeRow[];
}

export interface SiteReset {
  /** The zones of the last reset from this page; empty before the first. */
  readonly zones: readonly ZoneReset[];
  readonly summary: ResetSummary;
  /** Epoch ms. */
  readonly startedAt: number;
  start(): void;
  /** Asks the sensors that did not obey again. */
  retry(): void;
  dismiss(): void;
}

/** The reset of all zones of a site: how far it is, and what can be done about it. */
export function useSiteReset(all: readonly LiveZone[]): SiteReset {
  const t = useTranslations('reset');
  const { orders: store, live } = useConsole();
  const orders = useStore(store, (state) => state.orders);
  const sensors = useLive((state) => Object.values(state.sensors));
  const zones = all.flatMap((zone): ZoneReset[] => {
    const order = orders[zone.path];
    if (order?.ofSiteReset !== true) return [];
    const feeding = sensors.filter(
      ({ site, zones }) => site === zone.state.site && zones.includes(zone.state.zone),
    );
    const rows = outcomeRows(
      order,
      feeding.map(({ sensor }) => sensor),
    );
    return [{ zone, order, rows }];
  });
  const { place, dismiss } = store.getState();
  return {
    zones,
    summary: summarizeReset(zones),
    startedAt: Math.min(...zones.map(({ order }) => order.startedAt)),
    start: () => {
      for (const { path } of all) void place(path, { action: 'reset', to: 0, ofSiteReset: true });
    },
    retry: () => {
      for (const { zone, order } of zones) {
        if (order.status === 'settled' && disobedient(order).length === 0) continue;
        const again =
          order.status === 'unanswered'
            ? sameAgain(order)
            : { ...againOf(order, live.getState().zones[zone.path]), note: t('retryNote') };
        void place(zone.path, again);
      }
    },
    dismiss: () => dismiss(all.map(({ path }) => path)),
  };
}

/**
 * What asks the sensors of an order again. Who has come in since a reset stays counted: what was done in
 * Doorlight is only told to the sensors, with the number of now.
 */
function againOf(order: Order, zone: LiveZone | undefined) {
  const now = zone?.state.occupancy ?? 0;
  const wasDone = order.status === 'settled';
  return wasDone && now > 0
    ? ({ action: 'adjust', to: now, ofSiteReset: true } as const)
    : ({ action: 'reset', to: 0, ofSiteReset: true } as const);
}
