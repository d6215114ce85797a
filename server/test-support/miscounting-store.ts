import { adjustLedger } from '#server/engine/adjust-ledger.ts';
import { type Closing, type Factors, type Flow, type Learnt, learn } from '#server/engine/calibration.ts';
import { applyReading, rollDay } from '#server/engine/ledger.ts';
import { emptyLedger, type LedgerState, occupancyOf, passagesOf } from '#server/engine/ledger-state.ts';
import { decideLight, type LightRules, type LightState } from '#server/engine/light.ts';
import { plausibleRange, type Spread } from '#server/engine/plausible.ts';

/** A store whose doors miscount, so that what Doorlight shows can be compared with the truth. */
export interface StoreModel {
  /** Of people who come in, and go out, which share each door misses. */
  readonly misses: readonly Flow[];
  /** Of two who walk abreast, how often one is not seen; 0: everybody walks alone. */
  readonly abreast?: number;
  /** On how many of 100 days a door counts nobody for an hour, and nobody notices. */
  readonly failsOf100?: number;
}

/** What became of some weeks in such a store, from the fifth week on. */
export interface StoreResult {
  readonly days: number;
  /** Mean size of the error at closing, people. */
  readonly closing: number;
  /** Minutes a day at which another light was shown than the truth would have shown. */
  readonly wrongMinutes: number;
  /** Minutes a day at which green was shown and the truth was amber or red. */
  readonly falseGreenMinutes: number;
  /** The share of opening minutes in which the truth lay in the plausible range. */
  readonly inside: number;
}

export interface StoreOptions {
  readonly calibration: 'off' | 'auto';
  readonly careful: boolean;
  readonly seed: number;
}

const weeks = 9;
const judgedFromDay = 28;
const opensAt = 8 * 60;
const closesAt = 20 * 60;
const doorShares = [0.6, 0.4] as const;
const visitorsADay = 2400;
const meanStayMinutes = 20;
const minuteMs = 60_000;
const rules: LightRules = {
  capacity: 110,
  amberAt: 0.8,
  redAt: 1,
  release: 0.05,
  minHoldMs: 3000,
  onStale: 'unknown',
};

/** Runs a store for nine weeks, every day, and compares each minute's light with the truth. */
export function runStore(model: StoreModel, { calibration, careful, seed }: StoreOptions): StoreResult {
  const random = randomFrom(seed);
  const closings: Closing[] = [];
  const sum = { closing: 0, wrong: 0, falseGreen: 0, inside: 0, days: 0 };
  let factors: Factors | undefined;
  let spread: Spread | undefined;
  let learnt: Learnt | undefined;
  let ledger: LedgerState = emptyLedger(dateOf(0));
  const totals = model.misses.map(() => ({ in: 0, out: 0 }));
  for (let day = 0; day < weeks * 7; day++) {
    const date = dateOf(day);
    const kind = day % 7 > 4 ? 'weekend' : 'workday';
    const seen = countedDay(model, random, kind === 'weekend' ? visitorsADay * 1.3 : visitorsADay);
    const flows: Record<string, Flow> = Object.fromEntries(
      model.misses.map((_, at) => [keyOf(at), { in: 0, out: 0 }]),
    );
    ledger = rollDay(ledger, date);
    let shown: LightState | undefined;
    let truth: LightState | undefined;
    for (const [minute, { inside, doors }] of seen.entries()) {
      const atMs = day * 1440 * minuteMs + (opensAt + minute) * minuteMs;
      for (const [at, door] of doors.entries()) {
        const total = totals[at];
        const flow = flows[keyOf(at)];
        if (total === undefined || flow === undefined || door.in + door.out === 0) continue;
        total.in += door.in;
        total.out += door.out;
        flows[keyOf(at)] = { in: flow.in + door.in, out: flow.out + door.out };
        const source = { key: keyOf(at), direction: 'normal', factor: factors?.[kind][keyOf(at)] } as const;
        const reading = { kind: 'count', channel: 'main', ...total } as const;
        ledger = applyReading(ledger, source, reading, { atMs, day: date }, { maxStep: 1000 }).state;
      }
      const range = plausibleRange(occupancyOf(ledger), passagesOf(ledger), spread);
      const common = { untrustedReason: undefined, isOpen: true, hold: undefined, nowMs: atMs };
      shown = decideLight(shown, { ...common, occupancy: careful ? range.high : occupancyOf(ledger) }, rules);
      truth = decideLight(truth, { ...common, occupancy: inside }, rules);
      if (day < judgedFromDay || minute >= closesAt - opensAt) continue;
      if (shown.light !== truth.light) sum.wrong++;
      if (shown.light === 'green' && truth.light !== 'green') sum.falseGreen++;
      if (range.low <= inside && inside <= range.high) sum.inside++;
    }
    if (day >= judgedFromDay) {
      sum.closing += Math.abs(occupancyOf(ledger) - ledger.drift);
      sum.days++;
    }
    const night = { id: date, to: 0, targets: new Map<string, number>(), atMs: day * 1440 * minuteMs };
    ledger = adjustLedger(ledger, night);
    closings.push({ day: date, kind, flows });
    learnt = learn(closings, learnt);
    if (calibration === 'auto' && learnt.advice === 'correct') factors = learnt.factors;
    spread = factors === undefined ? learnt.spread.without : learnt.spread.with;
  }
  const days = Math.max(1, sum.days);
  return {
    days: sum.days,
    closing: sum.closing / days,
    wrongMinutes: sum.wrong / days,
    falseGreenMinutes: sum.falseGreen / days,
    inside: sum.inside / (days * (closesAt - opensAt)),
  };
}

const keyOf = (door: number) => `door-${door}/main`;

function dateOf(day: number): string {
  return new Date(Date.parse('2026-01-05T00:00:00Z') + day * 86_400_000).toISOString().slice(0, 10);
}

interface Minute {
  /** People who are inside. */
  readonly inside: number;
  /** What each door counts. */
  readonly doors: readonly { in: number; out: number }[];
}

/** A day in minutes from opening on: who is inside, and what the doors see of it. All have gone out an hour after closing. */
function countedDay(model: StoreModel, random: () => number, visitors: number): readonly Minute[] {
  const length = closesAt - opensAt + 60;
  const moves = Array.from({ length }, () => ({
    change: 0,
    doors: model.misses.map(() => ({ in: 0, out: 0 })),
  }));
  const failing = random() * 100 < (model.failsOf100 ?? 0) ? Math.floor(random() * model.misses.length) : -1;
  const failsFrom = Math.floor(random() * (closesAt - opensAt - 60));
  const busy = 0.85 + 0.3 * random();
  const pass = (minute: number, people: number, side: 'in' | 'out') => {
    const move = moves[minute];
    if (move === undefined) return;
    move.change += side === 'in' ? people : -people;
    const door = random() < doorShares[0] ? 0 : 1;
    const at = Math.min(door, model.misses.length - 1);
    const counter = move.doors[at];
    if (counter === undefined || (at === failing && minute >= failsFrom && minute < failsFrom + 60)) return;
    const missed = model.misses[at]?.[side] ?? 0;
    for (let person = 0; person < people; person++) {
      const isHidden = person % 2 === 1 && random() < (model.abreast ?? 0);
      if (!isHidden && random() >= missed) counter[side]++;
    }
  };
  for (let minute = 0; minute < closesAt - opensAt; minute++) {
    const arrivals = (visitors * busy * profile(minute)) / meanGroup(model);
    for (let group = poisson(arrivals, random); group > 0; group--) {
      const people = groupSize(model, random);
      const stay = Math.max(1, Math.round(-meanStayMinutes * Math.log(1 - random())));
      pass(minute, people, 'in');
      const leaves = Math.min(length - 1, minute + stay);
      // Few groups stay together: who came abreast leaves so half of the time.
      if (random() < 0.5) pass(leaves, people, 'out');
      else for (let person = 0; person < people; person++) pass(leaves, 1, 'out');
    }
  }
  let inside = 0;
  return moves.map(({ change, doors }) => {
    inside += change;
    return { inside, doors };
  });
}

const meanGroup = (model: StoreModel) => ((model.abreast ?? 0) > 0 ? 1.6 : 1);

function groupSize(model: StoreModel, random: () => number): number {
  if ((model.abreast ?? 0) === 0) return 1;
  const at = random();
  return at < 0.55 ? 1 : at < 0.87 ? 2 : at < 0.96 ? 3 : 4;
}

/** The share of a day's visitors who come in a minute: most at noon and in the late afternoon. */
function profile(minute: number): number {
  const hour = (opensAt + minute) / 60;
  const shape = 0.5 + Math.exp(-((hour - 12.5) ** 2) / 2) + 1.2 * Math.exp(-((hour - 17.5) ** 2) / 2.5);
  return shape / 720 / 1.03;
}

function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > limit) {
    product *= random();
    count++;
  }
  return count;
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
