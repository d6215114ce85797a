import type { Period } from '#server/sensors/xovis/history.ts';
import { json, type SimulatedAnswer } from '../device/device-model.ts';
import { type RememberedBin, type SimulatedPlace, summed } from './memory.ts';

/** What the calls for past counts need to know of their gateway. */
export interface CountedSite {
  readonly zones: readonly SimulatedPlace[];
  readonly nowMs: number;
  readonly sensorId: string;
  readonly locationId: string;
  readonly intervalNames: 'start' | 'from' | 'start_ts';
}

const hourMs = 3_600_000;
const intervalMs = 15 * 60_000;
const endNames = { start: 'end', from: 'to', start_ts: 'end_ts' } as const;

/** Answers `/counts/hourly`, `/counts/interval` and `/data/count`; undefined for every other path. */
export function answerCounts(
  path: string,
  query: URLSearchParams,
  site: CountedSite,
): SimulatedAnswer | undefined {
  switch (path) {
    case '/counts/hourly': {
      const asked = periodIn(query, 'from', 'to');
      if (asked === undefined) return refusal(400, 'from and to are required');
      return isOther(query.get('sensorId'), site)
        ? json({ data: [] })
        : json({
            data: binsOf(site, asked, hourMs).map(({ fromMs, in: peopleIn, out }) =>
              row(fromMs, peopleIn, out),
            ),
          });
    }
    case '/counts/interval': {
      const asked = periodIn(query, site.intervalNames, endNames[site.intervalNames]);
      if (asked === undefined) return refusal(400, `${site.intervalNames} is required`);
      const rows = binsOf(site, asked, intervalMs);
      return json({
        status: 'success',
        data: rows.map((bin) => ({ ...row(bin.fromMs, bin.in, bin.out), end: iso(bin.toMs) })),
      });
    }
    case '/data/count':
      return dataCount(query, site);
    default:
      return undefined;
  }
}

function dataCount(query: URLSearchParams, site: CountedSite): SimulatedAnswer {
  const asked = periodIn(query, 'start_ts', 'end_ts');
  const granularity = query.get('granularity') ?? '1h';
  if (query.get('sensor_id') === null || asked === undefined) {
    return refusal(400, 'sensor_id, start_ts and end_ts are required');
  }
  if (granularity !== '1h' && granularity !== '1d') return refusal(400, 'granularity must be 1h or 1d');
  if (isOther(query.get('sensor_id'), site)) return refusal(404, 'No such sensor');
  const zoneId = query.get('zone_id');
  const zones = zoneId === null ? site.zones : site.zones.filter(({ id }) => id === zoneId);
  if (zones.length === 0) return refusal(404, 'No such zone');
  const bins = binsOf({ ...site, zones }, asked, granularity === '1h' ? hourMs : 24 * hourMs);
  return json({
    sensor_id: site.sensorId,
    location_id: site.locationId,
    data: bins.map((bin) => ({
      ...row(bin.fromMs, bin.in, bin.out),
      passby: 2 * bin.in,
      occupancy: bin.occupancy,
    })),
  });
}

/** The bins that lie in the period, of which the gateway knows something. */
function binsOf(site: CountedSite, asked: Period, stepMs: number): RememberedBin[] {
  const bins = summed(site.zones.map(({ history }) => history.bins(asked, stepMs, site.nowMs)));
  return bins.filter(({ records, fromMs }) => records > 0 && fromMs >= asked.fromMs);
}

function row(fromMs: number, peopleIn: number, peopleOut: number) {
  return { timestamp: iso(fromMs), in: peopleIn, out: peopleOut };
}

function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

function isOther(sensorId: string | null, site: CountedSite): boolean {
  return sensorId !== null && sensorId !== site.sensorId;
}

function periodIn(query: URLSearchParams, from: string, to: string): Period | undefined {
  const fromMs = Date.parse(query.get(from) ?? '');
  const toMs = Date.parse(query.get(to) ?? '');
  return fromMs < toMs ? { fromMs, toMs } : undefined;
}

function refusal(status: number, message: string): SimulatedAnswer {
  return json({ status: 'error', message }, status);
}
