import { useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { type OutcomeRow, outcomeRows, type ResetSummary, summarizeReset } from '../command/outcome-rows.ts';
import { useConsole, useLive } from '../console-context.ts';
import { type Command, failedSources, sameAgain } from '../live/command-store.ts';
import type { LiveZone } from '../live/live-store.ts';

/** One zone of a reset. */
export interface ZoneReset {
  readonly zone: LiveZone;
  readonly command: Command;
  readonly rows: readonly OutcomeRow[];
}

export interface SiteReset {
  /** The zones of the last reset from this page; empty before the first. */
  readonly zones: readonly ZoneReset[];
  readonly summary: ResetSummary;
  /** Epoch ms. */
  readonly startedAt: number;
  start(): void;
  /** Repeats the reset for the sensors that failed. */
  retry(): void;
  dismiss(): void;
}

/** The reset of all zones of a site: its progress, and its actions. */
export function useSiteReset(all: readonly LiveZone[]): SiteReset {
  const t = useTranslations('reset');
  const { commands: store, live } = useConsole();
  const commands = useStore(store, (state) => state.commands);
  const sensors = useLive((state) => Object.values(state.sensors));
  const zones = all.flatMap((zone): ZoneReset[] => {
    const command = commands[zone.path];
    if (command?.ofSiteReset !== true) return [];
    const feeding = sensors.filter(
      ({ site, zones }) => site === zone.state.site && zones.includes(zone.state.zone),
    );
    const rows = outcomeRows(
      command,
      feeding.map(({ sensor }) => sensor),
    );
    return [{ zone, command, rows }];
  });
  const { place, dismiss } = store.getState();
  return {
    zones,
    summary: summarizeReset(zones),
    startedAt: Math.min(...zones.map(({ command }) => command.startedAt)),
    start: () => {
      for (const { path } of all) void place(path, { action: 'reset', to: 0, ofSiteReset: true });
    },
    retry: () => {
      for (const { zone, command } of zones) {
        if (command.status === 'settled' && failedSources(command).length === 0) continue;
        const again =
          command.status === 'unanswered'
            ? sameAgain(command)
            : { ...againOf(command, live.getState().zones[zone.path]), note: t('retryNote') };
        void place(zone.path, again);
      }
    },
    dismiss: () => dismiss(all.map(({ path }) => path)),
  };
}

/**
 * The command that repeats the reset for failed sensors. People who came in since stay counted: what was done
 * in Doorlight is only sent to the sensors, with the current number.
 */
function againOf(command: Command, zone: LiveZone | undefined) {
  const now = zone?.state.occupancy ?? 0;
  const wasDone = command.status === 'settled';
  return wasDone && now > 0
    ? ({ action: 'adjust', to: now, ofSiteReset: true } as const)
    : ({ action: 'reset', to: 0, ofSiteReset: true } as const);
}
