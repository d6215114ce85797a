import type { SiteConfig, SourceConfig, ZoneConfig } from '../platform/config/configuration.ts';
import type { SensorConfig } from '../sensors/driver.ts';

/** One door into one zone, `bern/store`: what a test does not care about. */

export const sampleSensor = (change: Partial<SensorConfig> = {}): SensorConfig => ({
  ...{ site: 'bern', id: 'door', driver: 'axis-3d', url: 'http://127.0.0.1', tls: 'verify' },
  ...{ pollMs: 1000, options: {} },
  ...change,
});

export const sampleSource = (change: Partial<SourceConfig> = {}): SourceConfig => ({
  ...{ sensor: 'door', channel: 'main', direction: 'normal', use: 'auto', optional: false },
  ...change,
});

export const sampleZone = (change: Partial<ZoneConfig> = {}): ZoneConfig => ({
  ...{ site: 'bern', id: 'store', name: 'Store', capacity: 100, amberAt: 0.8, redAt: 1, release: 0.05 },
  ...{ minHoldMs: 3000, staleAfterMs: 10_000, onStale: 'unknown', maxStep: 100, sources: [] },
  ...change,
});

export const sampleSite = (change: Partial<SiteConfig> = {}): SiteConfig => ({
  ...{ id: 'bern', name: 'Bern', timezone: 'Europe/Zurich', languages: ['en'] },
  ...{ sensors: [], zones: [], displays: [], simulated: false },
  ...change,
});
