import type { ZoneState } from '#lib/contract/zone-state.ts';

/** A message as long as those of the sidecar: what the bare baselines send. */
export function zoneMessage(site: string, zone: string, seq: number, came: number, left: number): ZoneState {
  const occupancy = Math.max(0, came - left);
  return {
    site,
    zone,
    name: 'Hall 0',
    occupancy,
    capacity: 35,
    utilization: Math.round((occupancy / 35) * 10_000) / 10_000,
    light: 'green',
    reason: 'free',
    since: '2026-11-21T10:00:00.000Z',
    asOf: '2026-11-21T10:00:00.000Z',
    validForMs: 4500,
    seq,
    in: came,
    out: left,
    drift: 0,
    simulated: false,
    warnings: [],
  };
}
