import type { SensorCondition, SensorError, SensorStatus } from '#lib/contract/sensor-status.ts';
import { sensorErrorInEnglish } from '#lib/i18n/sensor-error-in-english.ts';
import { channelsOf } from './channels-of.ts';
import { conditionOf } from './condition.ts';
import type { SensorConfig } from './driver.ts';
import type { SensorHealth } from './sensor-health.ts';

export interface SensorView {
  readonly config: SensorConfig;
  readonly health: SensorHealth;
  readonly zones: readonly string[];
  readonly staleAfterMs: number;
  /** Monotonic ms. */
  readonly nowMs: number;
  /** When the device is asked next, epoch ms. */
  readonly nextTryMs: number;
  readonly simulated: boolean;
}

/** The short state of a sensor: a chain needs it every second. */
export interface SensorSummary {
  readonly site: string;
  readonly sensor: string;
  readonly title?: string;
  readonly status: SensorCondition;
  /** Failures in a row. */
  readonly failures: number;
  readonly lastError?: SensorError;
}

/** The first part of {@link describeSensor}. */
export function summarizeSensor({
  config,
  health,
  staleAfterMs,
  nowMs,
}: Pick<SensorView, 'config' | 'health' | 'staleAfterMs' | 'nowMs'>): SensorSummary {
  const { failures, lastError } = health;
  const status = conditionOf(health, nowMs, staleAfterMs);
  const title = config.name === undefined ? {} : { title: config.name };
  const summary = { site: config.site, sensor: config.id, ...title, status, failures };
  return lastError === undefined ? summary : { ...summary, lastError: lastError.error };
}

/** A sensor as staff and programs see it: pure, made on demand. */
export function describeSensor({
  config,
  health,
  zones,
  staleAfterMs,
  nowMs,
  nextTryMs,
  simulated,
}: SensorView): SensorStatus {
  const { snapshot, lastError, lastReadingAt, serial } = health;
  return {
    site: config.site,
    sensor: config.id,
    ...(config.name === undefined ? {} : { title: config.name }),
    driver: config.driver,
    url: withoutQuery(config.url),
    status: conditionOf(health, nowMs, staleAfterMs),
    readings: snapshot === undefined ? [] : channelsOf(snapshot),
    failures: health.failures,
    ...(health.failures === 0 ? {} : { nextTryAt: new Date(nextTryMs).toISOString() }),
    zones: [...zones],
    simulated,
    ...(serial === undefined ? {} : { serial }),
    ...(snapshot?.name === undefined ? {} : { name: snapshot.name }),
    ...(snapshot?.deviceTime === undefined ? {} : { deviceTime: snapshot.deviceTime }),
    ...(lastReadingAt === undefined ? {} : { lastReadingAt: new Date(lastReadingAt.wallMs).toISOString() }),
    ...(lastError === undefined
      ? {}
      : {
          lastError: {
            at: new Date(lastError.atWallMs).toISOString(),
            error: lastError.error,
            message: sensorErrorInEnglish(lastError.error),
          },
        }),
  };
}

/** Empty for what comes by itself from nowhere in particular. */
function withoutQuery(url: string): string {
  const { protocol, host, origin, pathname } = new URL(url);
  if (origin === 'null') return host === '' ? '' : `${protocol}//${host}`;
  return pathname === '/' ? origin : origin + pathname;
}
