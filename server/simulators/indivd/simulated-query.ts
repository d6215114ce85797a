import { DateTime, IANAZone } from 'luxon';

/** A request with wrong parameters. */
export class BadRequest extends Error {}

/** Days as they were asked for, in the zone that is spoken. */
export interface AskedDays {
  readonly from: DateTime;
  readonly to: DateTime;
}

/** The parameters of one request; throws {@link BadRequest} for each that is wrong. */
export class SimulatedQuery {
  readonly #values: URLSearchParams;
  readonly zone: string;

  /** @param zone where no `tz` is given */
  constructor(query: string, zone: string) {
    this.#values = new URLSearchParams(query);
    this.zone = this.#values.get('tz') ?? zone;
    if (!IANAZone.isValidZone(this.zone)) throw new BadRequest('tz');
  }

  text(name: string): string | undefined {
    return this.#values.get(name) ?? undefined;
  }

  list(name: string): readonly string[] | undefined {
    return this.text(name)?.split(',');
  }

  /** Whole numbers, divided by commas; undefined where all are wanted. */
  numbers(name: string): ReadonlySet<number> | undefined {
    const list = this.list(name);
    if (list === undefined) return undefined;
    if (!list.every((each) => /^-?\d+$/.test(each))) throw new BadRequest(name);
    return new Set(list.map(Number));
  }

  number(name: string): number | undefined {
    const numbers = [...(this.numbers(name) ?? [])];
    if (numbers.length > 1) throw new BadRequest(name);
    return numbers[0];
  }

  days(): AskedDays {
    const days = this.#days('start_date', 'end_date');
    if (days === undefined) throw new BadRequest('start_date');
    return days;
  }

  comparedDays(): AskedDays | undefined {
    return this.#days('comparison_start_date', 'comparison_end_date');
  }

  #days(first: string, last: string): AskedDays | undefined {
    const [from, to] = [this.#day(first), this.#day(last)];
    if (from === undefined && to === undefined) return undefined;
    if (from === undefined || to === undefined || from > to) throw new BadRequest(last);
    return { from, to };
  }

  #day(name: string): DateTime | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const day = DateTime.fromFormat(text, 'yyyy-MM-dd', { zone: this.zone });
    if (!day.isValid || text.length !== 10) throw new BadRequest(name);
    return day;
  }
}

/** Days from the first to the last, inclusive. */
export function countOf({ from, to }: AskedDays): number {
  return Math.round(to.diff(from, 'days').days) + 1;
}

/** The fields of a row's date, for a grouping in Indivd's words. */
export function dateFields(at: DateTime, grouping: string): Record<string, number> {
  const { year, month, day, hour, minute } = at;
  switch (grouping) {
    case 'year':
      return { year };
    case 'month':
      return { year, month };
    case 'week':
      return { year: at.weekYear, week: at.weekNumber };
    case 'day':
      return { year, month, day };
    case 'dayofmonth':
      return { year, month, dayofmonth: day };
    case 'dayofweek':
      return { dayofweek: at.weekday };
    case 'hour':
      return { year, month, dayofmonth: day, hour };
    case 'minute':
      return { year, month, dayofmonth: day, hour, minute };
    default:
      throw new BadRequest('aggregate_by');
  }
}

/** Things that belong together, in the order in which they first came. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): { key: K; items: T[] }[] {
  const groups = new Map<string, { key: K; items: T[] }>();
  for (const item of items) {
    const key = keyOf(item);
    const name = JSON.stringify(key);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { key, items: [item] });
    else group.items.push(item);
  }
  return [...groups.values()];
}
