import type { DisplayReport, DisplayScreen } from '#lib/contract/display-report.ts';
import { engineName } from '#lib/engine-name.ts';

/** Screens report a change at once; a longer latency comes from a delayed report and is ignored. */
const longestLatencyMs = 30_000;

/**
 * The state of a screen after a report.
 *
 * @param before the state before; the last latency stays until another is measured
 * @param revision of the page as it would be made now
 * @param nowMs epoch milliseconds
 * @param answeredMs arrival of the sensor answer whose count was just drawn (epoch ms); undefined: none
 */
export function screenOf(
  report: DisplayReport,
  before: DisplayScreen | undefined,
  revision: string | undefined,
  nowMs: number,
  answeredMs?: number,
): DisplayScreen {
  const { light, occupancy, width, height, errors, lastError, recentErrors, sound } = report;
  const version = report.revision?.split(':')[0];
  const latencyMs = latencyOf(answeredMs, nowMs) ?? before?.latencyMs;
  return {
    light,
    occupancy,
    reportedAt: new Date(nowMs).toISOString(),
    loadedAt: new Date(nowMs - report.openMs).toISOString(),
    engine: engineName(report.engine),
    width,
    height,
    ...(version && { version }),
    isCurrent: report.revision === revision,
    clockErrorMs: report.clock - nowMs,
    ...(latencyMs !== undefined && { latencyMs }),
    errors,
    ...(lastError !== undefined && { lastError }),
    ...(recentErrors !== undefined &&
      recentErrors.length > 0 && {
        recentErrors: recentErrors.map(({ agoMs, text }) => ({
          at: new Date(nowMs - agoMs).toISOString(),
          text,
        })),
      }),
    ...(sound !== undefined && { sound }),
  };
}

function latencyOf(answeredMs: number | undefined, nowMs: number): number | undefined {
  if (answeredMs === undefined) return undefined;
  const latencyMs = Math.round(nowMs - answeredMs);
  return latencyMs >= 0 && latencyMs <= longestLatencyMs ? latencyMs : undefined;
}
