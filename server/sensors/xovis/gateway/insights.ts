import { DateTime } from 'luxon';
import type { DayRange, NowInsights, ZoneFigures } from '#lib/contract/insights.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import type { InsightsPeriods, InsightsSource, SensorInsights } from '#server/sensors/insights.ts';
import { asSensorError } from '#server/sensors/parse/parameters.ts';
import type { SensorAnswer, SensorResult } from '#server/sensors/sensor-answer.ts';
import { isWithin, type Period } from '../history.ts';
import type { GatewayClient } from './client.ts';
import type { CountRow } from './counts.ts';
import { queueReadingsOf } from './readings.ts';

/** Limit of days per request: gateways are small, and so are their answers. */
const chunkDays = 7;
/** Limit of zones whose dwell times are requested: two requests each. */
const maxStays = 12;

interface Place {
  readonly id: string;
  readonly name: string | undefined;
}

/**
 * Insights from a gateway: visits of the whole location in the period (`/counts/hourly`), and live queues,
 * dwell times and paths. Its dwell times look back from now ("interval"), whatever period is requested.
 */
export class GatewayInsights implements InsightsSource {
  readonly #client: GatewayClient;
  readonly #timezone: string;

  /** @param timezone IANA zone of the site, whose days are asked for */
  constructor(client: GatewayClient, timezone: string) {
    this.#client = client;
    this.#timezone = timezone;
  }

  async insights({ period, comparison }: InsightsPeriods, signal: AbortSignal): Promise<SensorInsights> {
    const problems: SensorInsights['problems'][number][] = [];
    const noted = <T>(part: (typeof problems)[number]['part'], answer: SensorResult<T>): T | undefined => {
      if (answer.ok) return answer.value;
      problems.push({ part, error: answer.error });
      return undefined;
    };
    const current = noted('visits', await this.#visits(period, signal));
    // If the sign-in was refused, or the gateway is unreachable, the other calls are not made.
    if (current === undefined && !isAbsent(problems[0]?.error)) {
      return { zones: [], now: { queues: [], stays: [], paths: [] }, problems };
    }
    const compared =
      current === undefined ? undefined : noted('course', await this.#visits(comparison, signal));
    const places = noted('stays', await this.#places(signal)) ?? [];
    const stays = noted('stays', await this.#stays(places, signal)) ?? [];
    const queues = noted('queues', await this.#queues(signal)) ?? [];
    const paths = noted('paths', await this.#paths(places, signal)) ?? [];
    return {
      zones:
        current === undefined
          ? []
          : [
              {
                current,
                ...(compared !== undefined && compared.visits !== 'none' && { comparison: compared }),
              },
            ],
      now: { queues, stays, paths },
      problems,
    };
  }

  async #visits(range: DayRange, signal: AbortSignal): SensorAnswer<ZoneFigures> {
    const timezone = this.#timezone;
    const period = periodOf(range, timezone);
    const rows: CountRow[] = [];
    for (const chunk of chunksOf(range, timezone)) {
      const answer = await this.#client.hourlyCounts(chunk, signal);
      if (!answer.ok) return fail(asSensorError(answer.error));
      rows.push(...answer.value.rows.filter((row) => isWithin(row, period)));
    }
    if (rows.length === 0) return ok({ visits: 'none', course: [] });
    const format = range.from === range.to ? "yyyy-MM-dd'T'HH" : 'yyyy-MM-dd';
    const course = new Map<string, number>();
    for (const { fromMs, in: people } of rows) {
      const at = DateTime.fromMillis(fromMs, { zone: timezone }).toFormat(format);
      course.set(at, (course.get(at) ?? 0) + people);
    }
    return ok({
      visits: rows.reduce((sum, row) => sum + row.in, 0),
      course: [...course]
        .map(([at, visits]) => ({ at, visits }))
        .sort((one, other) => (one.at < other.at ? -1 : 1)),
    });
  }

  async #places(signal: AbortSignal): SensorAnswer<readonly Place[]> {
    const answer = await this.#client.currentOccupancy(signal);
    return answer.ok ? ok(answer.value.data.map(({ zoneId, name }) => ({ id: zoneId, name }))) : answer;
  }

  async #stays(places: readonly Place[], signal: AbortSignal): SensorAnswer<NowInsights['stays']> {
    const stays: NowInsights['stays'] = [];
    for (const { id, name } of places.slice(0, maxStays)) {
      const day = await this.#stay(id, 'P1D', signal);
      if (!day.ok) return isAbsent(day.error) ? ok(stays) : day;
      const week = await this.#stay(id, 'P7D', signal);
      if (day.value === undefined) continue;
      stays.push({
        zone: id,
        ...(name !== undefined && { name }),
        lastDayS: day.value,
        ...(week.ok && week.value !== undefined && { lastWeekS: week.value }),
      });
    }
    return ok(stays);
  }

  async #stay(zone: string, interval: string, signal: AbortSignal): SensorAnswer<number | undefined> {
    const answer = await this.#client.dwell(zone, interval, signal);
    if (!answer.ok) return fail(asSensorError(answer.error));
    const found = answer.value.find(({ zoneId }) => zoneId === zone);
    return ok(found === undefined ? undefined : found.averageMs / 1000);
  }

  /** Gateways without queues do not have the call: that is no failure. */
  async #queues(signal: AbortSignal): SensorAnswer<NowInsights['queues']> {
    const answer = await this.#client.queueStatus(signal);
    if (!answer.ok) return isAbsent(answer.error) ? ok([]) : answer;
    const read = queueReadingsOf(answer.value, []);
    if (!read.ok) return read;
    const { readings, channelNames } = read.value;
    return ok(
      readings.flatMap((reading) => {
        if (reading.kind !== 'level' || reading.occupancy < 0) return [];
        const name = channelNames?.get(reading.channel);
        const queue = reading.channel.slice(reading.channel.indexOf(':') + 1);
        return [{ queue, people: reading.occupancy, ...(name !== undefined && { name }) }];
      }),
    );
  }

  async #paths(places: readonly Place[], signal: AbortSignal): SensorAnswer<NowInsights['paths']> {
    const answer = await this.#client.paths(signal);
    if (!answer.ok) return answer;
    const nameOf = (zone: string) => places.find(({ id }) => id === zone)?.name ?? zone;
    return ok(
      answer.value
        .map(({ zones, people }) => ({ zones: zones.map(nameOf), people }))
        .sort((one, other) => other.people - one.people),
    );
  }
}

/** Whether the gateway does not have the call at all. */
function isAbsent(error: SensorError | undefined): boolean {
  return error?.kind === 'not-found' || error?.kind === 'forbidden';
}

function periodOf({ from, to }: DayRange, timezone: string): Period {
  const start = (day: string, days: number) =>
    DateTime.fromISO(day, { zone: timezone }).plus({ days }).startOf('day').toMillis();
  return { fromMs: start(from, 0), toMs: start(to, 1) };
}

function chunksOf(range: DayRange, timezone: string): Period[] {
  const { toMs } = periodOf(range, timezone);
  const chunks: Period[] = [];
  let day = DateTime.fromISO(range.from, { zone: timezone }).startOf('day');
  while (day.toMillis() < toMs) {
    const next = day.plus({ days: chunkDays }).startOf('day');
    chunks.push({ fromMs: day.toMillis(), toMs: Math.min(toMs, next.toMillis()) });
    day = next;
  }
  return chunks;
}
