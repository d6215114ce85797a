import { DateTime } from 'luxon';

/** A zone that a simulated account knows. */
export interface SimulatedZone {
  readonly id: number;
  readonly name: string;
}

/** People who came into and went out of a zone in one minute. */
export interface Passage {
  readonly zone: SimulatedZone;
  /** In the zone that was asked for. */
  readonly at: DateTime;
  readonly in: number;
  readonly out: number;
}

interface Tally {
  in: number;
  out: number;
}

const minuteMs = 60_000;
/** Opening hours of the invented past: from this hour on, for so many quarters of an hour. */
const opens = 8;
const openQuarters = 48;

/** How busy a shop is on each weekday, from Monday: on Sundays it is closed. */
const weekdays = [1.6, 1.5, 1.7, 2, 2.6, 3.4, 0];

/** Minutes as times of a time zone: the offset of each is slow to work out. */
const times = new Map<string | null, Map<number, DateTime>>();

function timeIn({ zone, zoneName }: DateTime, minute: number): DateTime {
  const known = times.get(zoneName) ?? new Map<number, DateTime>();
  times.set(zoneName, known);
  const time = known.get(minute) ?? DateTime.fromMillis(minute, { zone });
  known.set(minute, time);
  return time;
}

/** More towards the evening, and more in some weeks than in others. */
function shopBusyness(day: DateTime, quarter: number): number {
  const tide = Math.sin(((quarter + 4) / (openQuarters + 8)) * Math.PI);
  const luck = 1 + 0.2 * Math.sin(day.ordinal * 0.7);
  return (weekdays[day.weekday - 1] ?? 0) * tide * luck;
}

/** What a simulated account has seen: people in and out of each zone, by minutes. */
export class SimulatedInsights {
  readonly #zones: readonly SimulatedZone[];
  readonly #minutes: ReadonlyMap<SimulatedZone, Map<number, Tally>>;

  constructor(zones: readonly SimulatedZone[]) {
    this.#zones = zones;
    this.#minutes = new Map(zones.map((zone) => [zone, new Map<number, Tally>()]));
  }

  count(zone: SimulatedZone, atMs: number, people: { readonly in?: number; readonly out?: number }): void {
    const minutes = this.#minutes.get(zone);
    const minute = Math.floor(atMs / minuteMs) * minuteMs;
    const { in: peopleIn, out: peopleOut } = minutes?.get(minute) ?? { in: 0, out: 0 };
    minutes?.set(minute, { in: peopleIn + (people.in ?? 0), out: peopleOut + (people.out ?? 0) });
  }

  /** Forgets what lies before `today` and invents so many days: people each quarter of an hour of opening. */
  inventDays(days: number, today: DateTime, busyness: 'steady' | 'shop' = 'steady'): void {
    this.#forget((minute) => minute < today.toMillis());
    for (const [index, zone] of this.#zones.entries()) {
      for (let back = 1; back <= days; back += 1) {
        const day = today.minus({ days: back });
        const opening = day.set({ hour: opens }).toMillis();
        for (let quarter = 0; quarter < openQuarters; quarter += 1) {
          const usual = 1 + ((quarter * 7 + day.day * 3 + index) % 6);
          const people = busyness === 'steady' ? usual : Math.round(usual * shopBusyness(day, quarter));
          const at = opening + quarter * 15 * minuteMs;
          this.count(zone, at, { in: people });
          this.count(zone, at + 10 * minuteMs, { out: people });
        }
      }
    }
  }

  /** Forgets everything from `today` on. */
  forgetSince(today: DateTime): void {
    this.#forget((minute) => minute >= today.toMillis());
  }

  /** All passages from the first to the last day, in the order of time and, in a minute, of zones. */
  between(fromDay: DateTime, toDay: DateTime): Passage[] {
    const from = fromDay.startOf('day').toMillis();
    const to = toDay.startOf('day').plus({ days: 1 }).toMillis();
    const passages = [...this.#minutes].flatMap(([zone, minutes]) =>
      [...minutes]
        .filter(([minute]) => minute >= from && minute < to)
        .map(([minute, people]) => ({ zone, minute, people })),
    );
    return passages
      .sort((one, other) => one.minute - other.minute)
      .map(({ zone, minute, people }) => ({
        zone,
        at: timeIn(fromDay, minute),
        ...people,
      }));
  }

  #forget(isOld: (minute: number) => boolean): void {
    for (const minutes of this.#minutes.values()) {
      for (const minute of minutes.keys()) if (isOld(minute)) minutes.delete(minute);
    }
  }
}
