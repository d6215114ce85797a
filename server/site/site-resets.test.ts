import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AdjustResult } from '#lib/contract/adjust.ts';
import { pathOf } from '#lib/contract/path.ts';
import { SiteCalendar } from '../engine/site-calendar.ts';
import type { SiteConfig, ZoneConfig } from '../platform/config/configuration.ts';
import { SiteResets } from './site-resets.ts';
import { zonesOf } from './zones-of-sites.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-10-20T04:59:59Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const zone = (id: string): ZoneConfig => ({
  ...{ site: 'bern', id, name: id, capacity: 100, amberAt: 0.8, redAt: 1, release: 0.05 },
  ...{ minHoldMs: 3000, staleAfterMs: 10_000, onStale: 'unknown', maxStep: 100, sources: [] },
});

it('resets the zones of a site at once: one that is slow or fails holds up no other', async () => {
  const site: SiteConfig = {
    ...{ id: 'bern', name: 'Bern', timezone: 'UTC', languages: ['en'], resetAt: { hour: 5, minute: 0 } },
    ...{ zones: [zone('slow'), zone('broken'), zone('well')], sensors: [], displays: [], simulated: false },
  };
  const zones = zonesOf([site], new Map(), { wallMs: Date.now(), monotonicMs: 0 });
  const byPath = new Map(zones.map((each) => [pathOf('bern', each.config.id), each]));
  const begun: string[] = [];
  const failed: string[] = [];
  const resets = new SiteResets({
    keeper: { zone: (path) => byPath.get(path) },
    control: {
      adjust: ({ config }) => {
        begun.push(config.id);
        if (config.id === 'broken') return Promise.reject(new Error('not saved'));
        return new Promise<AdjustResult>(() => undefined);
      },
    },
    clock: { now: () => Date.now() },
    calendar: () => new SiteCalendar('UTC', undefined),
    onError: (_error, _site, id) => failed.push(id),
  });
  resets.start([site]);
  await vi.advanceTimersByTimeAsync(2000);
  resets.stop();
  expect([begun, failed]).toEqual([['slow', 'broken', 'well'], ['broken']]);
});
