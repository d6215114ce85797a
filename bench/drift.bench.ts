import { type Closing, errorOf, learn } from '#server/engine/calibration.ts';
import { type ForecastDay, forecastDay } from '#server/engine/forecast.ts';
import { runStore, type StoreModel, type StoreResult } from '#server/test-support/miscounting-store.ts';
import { isFreeDay, realDoor } from '#server/test-support/real-door.ts';
import { atMost, type Bench, type BenchOptions, type Line, type Target } from './support/line.ts';

/** How true the number is over months: a real door, and doors that miscount in a way that is known. */
export const drift: Bench = { name: 'drift', title: 'Drift and forecast', run };

const judgedFromDay = 28;
const ratioDays = 14;
/** Half hours of the day that the forecast is judged by: 07:00 to 20:00. */
const openParts = { from: 14, to: 40 };

const none = { in: 0, out: 0 };
const stores: readonly { readonly name: string; readonly model: StoreModel; readonly isSteady: boolean }[] = [
  { name: 'both doors miss 1 of 100 who leave', model: both({ in: 0, out: 0.01 }), isSteady: true },
  { name: 'both doors miss 3 of 100 who come', model: both({ in: 0.03, out: 0 }), isSteady: true },
  {
    name: 'one door misses 5 of 100 who leave',
    model: { misses: [{ in: 0, out: 0.05 }, none] },
    isSteady: true,
  },
  { name: 'groups abreast', model: { misses: [none, none], abreast: 0.3 }, isSteady: false },
  {
    name: 'a door fails for an hour now and then',
    model: { ...both({ in: 0.02, out: 0 }), failsOf100: 20 },
    isSteady: false,
  },
];

function both(misses: { readonly in: number; readonly out: number }): StoreModel {
  return { misses: [misses, misses] };
}

async function run({ progress }: BenchOptions): Promise<Line[]> {
  progress('the real door');
  const lines = [...realClosing(), realForecast()];
  for (const { name, model, isSteady } of stores) {
    progress(name);
    lines.push(...storeLines(name, model, isSteady));
  }
  return lines;
}

function realDays(): Map<string, { in: number; out: number; readonly halves: number[] }> {
  const days = new Map<string, { in: number; out: number; readonly halves: number[] }>();
  for (const { from, in: came, out } of realDoor()) {
    const date = from.slice(0, 10);
    const day = days.get(date) ?? { in: 0, out: 0, halves: [] };
    day.in += came;
    day.out += out;
    day.halves.push(came);
    days.set(date, day);
  }
  return days;
}

function realClosing(): Line[] {
  const closings = [...realDays()].map(
    ([day, { in: came, out }]): Closing => ({
      day,
      kind: isFreeDay(day) ? 'weekend' : 'workday',
      flows: { door: { in: came, out } },
    }),
  );
  const sum = { raw: 0, ratio: 0, ours: 0, inside: 0, days: 0 };
  for (const [at, closing] of closings.entries()) {
    if (at < judgedFromDay) continue;
    const learnt = learn(closings.slice(0, at));
    const error = Math.abs(errorOf(closing, learnt.factors[closing.kind]));
    const before = closings.slice(at - ratioDays, at).map(({ flows }) => flows.door ?? none);
    const total = (side: 'in' | 'out') => before.reduce((people, flow) => people + flow[side], 0);
    const flow = closing.flows.door ?? none;
    sum.raw += Math.abs(errorOf(closing));
    sum.ratio += Math.abs(errorOf(closing, { door: { in: 1, out: total('in') / total('out') } }));
    sum.ours += error;
    if (error <= (learnt.spread.with?.perRoot ?? 0) * Math.sqrt(flow.in + flow.out)) sum.inside++;
    sum.days++;
  }
  const mean = (people: number) => people / sum.days;
  return [
    {
      what: 'real door: error at closing',
      ours: `${mean(sum.ours).toFixed(1)} people`,
      bare: `${mean(sum.raw).toFixed(1)} people`,
      target: atMost(mean(sum.ours), Number(mean(sum.ratio).toFixed(1)), ' (ratio of 14 days)'),
      meaning: `mean of ${sum.days} days from the fifth week on, learnt from the days before; bare: as counted`,
    },
    {
      what: '  closings in the range',
      ours: percent(mean(sum.inside)),
      target: between(mean(sum.inside)),
      meaning: 'how often the truth, nobody inside, lay in the range of nine of ten',
    },
  ];
}

function realForecast(): Line {
  const days = [...realDays()].map(([date, { halves }]): ForecastDay => {
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    const group = weekday === 6 ? 'saturday' : isFreeDay(date) ? 'sunday' : 'workday';
    return { date, group, values: halves };
  });
  const sum = { error: 0, lastWeek: 0, inside: 0, count: 0 };
  for (const [at, day] of days.entries()) {
    if (day.date < '2005-08-28') continue;
    const rows = forecastDay(days.slice(0, at), day);
    for (let part = openParts.from; part < openParts.to; part++) {
      const { expected, low, high } = rows[part] ?? { expected: 0, low: 0, high: 0 };
      const value = day.values[part] ?? 0;
      sum.error += Math.abs(expected - value);
      sum.lastWeek += Math.abs((days[at - 7]?.values[part] ?? 0) - value);
      if (low <= value && value <= high) sum.inside++;
      sum.count++;
    }
  }
  const mean = sum.error / sum.count;
  return {
    what: 'real door: forecast a day ahead',
    ours: mean.toFixed(2),
    bare: (sum.lastWeek / sum.count).toFixed(2),
    target: atMost(Number(mean.toFixed(2)), 2.5, ' people'),
    meaning: `mean error of people in per half hour; bare: the same time last week; ${percent(sum.inside / sum.count)} in the range`,
  };
}

function storeLines(name: string, model: StoreModel, isSteady: boolean): Line[] {
  const seed = 7;
  const without = runStore(model, { calibration: 'off', careful: false, seed });
  const taken = runStore(model, { calibration: 'auto', careful: false, seed });
  const careful = runStore(model, { calibration: 'auto', careful: true, seed });
  const less = 1 - taken.closing / without.closing;
  return [
    {
      what: name,
      ours: `${taken.closing.toFixed(1)} people`,
      bare: `${without.closing.toFixed(1)} people`,
      ...(isSteady && { target: { text: '≥ 80 % less', isMet: less >= 0.8 } }),
      meaning: `mean error at closing, corrected against as counted: ${percent(less)} less`,
    },
    {
      what: '  another light than the truth',
      ours: minutes(taken.wrongMinutes),
      bare: minutes(without.wrongMinutes),
      meaning: `minutes a day; careful ${minutes(careful.wrongMinutes)}`,
    },
    {
      what: '  false green',
      ours: minutes(careful.falseGreenMinutes),
      bare: minutes(taken.falseGreenMinutes),
      target: atMost(Number(falseGreens(careful, taken).toFixed(2)), 0.1, '×'),
      meaning: `minutes a day, careful against corrected; as counted ${minutes(without.falseGreenMinutes)}`,
    },
  ];
}

function falseGreens(careful: StoreResult, other: StoreResult): number {
  return other.falseGreenMinutes === 0 ? 0 : careful.falseGreenMinutes / other.falseGreenMinutes;
}

function between(share: number): Target {
  return { text: '80–97 %', isMet: share >= 0.8 && share <= 0.97 };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function minutes(value: number): string {
  return `${value.toFixed(1)} min`;
}
