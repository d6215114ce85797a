import type { DisplayReport, DisplayScreen } from '#lib/contract/display-report.ts';

const engines: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/Firefox\/(\d+)/, 'Firefox'],
  [/(?:HeadlessChrome|Chrome|Chromium)\/(\d+)/, 'Chromium'],
  [/Version\/(\d+(?:\.\d+)?).*Safari/, 'Safari'],
];

const systems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/BrightSign\/([\d.]+)/, 'BrightSign'],
  [/Tizen ([\d.]+)/, 'Tizen'],
  [/Web0S|webOS/i, 'webOS'],
  [/Android ([\d.]+)/, 'Android'],
  [/(?:iPhone|CPU) OS (\d+)/, 'iOS'],
  [/Windows NT/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux (?:armv|aarch)/, 'Linux on ARM'],
  [/Linux/, 'Linux'],
];

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

/** A user agent as people read it: `Chromium 79 · Tizen 6.5`. What nobody knows is shortened. */
export function engineName(userAgent: string): string {
  const found = [nameIn(engines, userAgent), nameIn(systems, userAgent)].filter((name) => name !== undefined);
  return found.length === 0 ? userAgent.slice(0, 40) : found.join(' · ');
}

function nameIn(names: typeof engines, userAgent: string): string | undefined {
  for (const [pattern, name] of names) {
    const match = pattern.exec(userAgent);
    if (match !== null) return match[1] === undefined ? name : `${name} ${match[1]}`;
  }
  return undefined;
}
