import type { Hold } from '#lib/contract/adjust.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { Now } from '../clock.ts';
import { type LedgerState, occupancyOf, passagesOf } from '../engine/ledger-state.ts';
import { type LightState, peopleFree, peopleToLeave } from '../engine/light.ts';
import { plausibleRange, type Range, type Spread } from '../engine/plausible.ts';
import type { SiteCalendar } from '../engine/site-calendar.ts';
import { type ExitSample, waitMinutes } from '../engine/wait.ts';
import type { ZoneConfig } from '../platform/config/configuration.ts';
import type { ZoneLimits } from './zone-limits.ts';

/** For how long a message may be shown after its arrival. */
export const validForMs = 4500;

/** What the number of a zone is made from. */
export interface CountedZone {
  readonly config: ZoneConfig;
  /** The ledger that is on disk. */
  readonly ledger: LedgerState;
  readonly limits: ZoneLimits;
  /** How far the number may be off, as it was learnt. */
  readonly spread: Spread | undefined;
}

/** What the public state of a zone is made from. */
export interface ShownZone extends CountedZone {
  readonly calendar: SiteCalendar;
  readonly simulated: boolean;
  readonly light: LightState | undefined;
  /** When the light changed last (epoch ms). */
  readonly sinceMs: number;
  readonly warnings: readonly string[];
  /** Since when how many people left, while the number is trusted. */
  readonly exits: readonly ExitSample[];
  readonly hold: Hold | undefined;
  /** What is coming today, by the forecast. */
  readonly outlook: ZoneState['outlook'];
  readonly seq: number;
}

/** Made in steps: most of its parts are absent from most states, and many are made each second. */
type StateToMake = { -readonly [Part in keyof ZoneState]: ZoneState[Part] };

/** The number that the light follows: what is shown, or the most that may be inside. */
export function decisiveNumber(zone: CountedZone): number {
  return zone.config.careful ? plausible(zone).high : zone.limits.visitors(occupancyOf(zone.ledger));
}

/** The public state of a zone. */
export function zoneStateOf(zone: ShownZone, now: Now): ZoneState {
  const { config, calendar, ledger, light, limits, seq, simulated } = zone;
  const { capacity } = limits.rules;
  const occupancy = limits.visitors(occupancyOf(ledger));
  const decisive = decisiveNumber(zone);
  const isToday = ledger.day === calendar.dayAt(now.wallMs);
  const state: StateToMake = {
    site: config.site,
    zone: config.id,
    name: config.name,
    occupancy,
    capacity,
    utilization: Math.round((occupancy / capacity) * 10_000) / 10_000,
    light: light?.light ?? 'unknown',
    reason: light?.reason ?? 'storage',
    since: new Date(zone.sinceMs).toISOString(),
    asOf: new Date(now.wallMs).toISOString(),
    validForMs,
    seq,
    in: isToday ? ledger.inToday : 0,
    out: isToday ? ledger.outToday : 0,
    drift: isToday ? ledger.drift : 0,
    free: peopleFree(decisive, limits.rules),
    plausible: plausible(zone),
    simulated,
    warnings: [...zone.warnings],
  };
  if (isToday) explainDay(state, zone);
  if (light?.reason === 'full') {
    const toLeave = peopleToLeave(decisive, limits.rules);
    state.redEndsAt = occupancy - toLeave;
    const wait = waitMinutes(zone.exits, toLeave, now.monotonicMs);
    if (wait !== undefined) state.waitMinutes = wait;
  }
  if (light?.reason === 'hours') {
    const { opens, because } = calendar.closingAt(now.wallMs);
    if (opens !== undefined) state.opens = opens;
    if (because !== undefined) state.closedBecause = { ...because };
  }
  const emergency = zone.hold?.emergency;
  if (emergency !== undefined) state.emergency = emergency;
  const outlook = coming(zone.outlook, now);
  if (outlook !== undefined) state.outlook = outlook;
  if (limits.setCapacity !== undefined) {
    const { until } = limits.setCapacity;
    const usual = limits.usualCapacity(now.wallMs);
    state.capacitySet = until === undefined ? { usual } : { usual, until };
  }
  return state;
}

function plausible({ ledger, spread, limits }: CountedZone): Range {
  const { low, high } = plausibleRange(occupancyOf(ledger), passagesOf(ledger), spread);
  return { low: limits.visitors(low), high: limits.visitors(high) };
}

/** How the number of today came about, beside the people counted in and out. */
function explainDay(state: StateToMake, { ledger: { startedWith, found, set }, limits }: ShownZone): void {
  if (startedWith !== undefined) state.startedWith = limits.visitors(startedWith);
  if (found !== undefined)
    state.found = { at: new Date(found.atMs).toISOString(), occupancy: limits.visitors(found.occupancy) };
  if (set !== undefined) state.set = { at: new Date(set.atMs).toISOString(), to: limits.visitors(set.to) };
}

/** The part of the forecast that is still to come. */
function coming(
  { quieter, full }: NonNullable<ZoneState['outlook']> = {},
  { wallMs }: Now,
): ZoneState['outlook'] {
  const isComing = (time: typeof full): time is NonNullable<typeof full> =>
    time !== undefined && Date.parse(time.at) > wallMs;
  if (!isComing(quieter) && !isComing(full)) return undefined;
  return { ...(isComing(quieter) && { quieter }), ...(isComing(full) && { full }) };
}
