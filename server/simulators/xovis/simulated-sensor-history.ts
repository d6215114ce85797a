import { json, type SimulatedAnswer } from '../device/device-model.ts';
import type { RememberedBin, SimulatedPlace } from './memory.ts';

/** A logic of a simulated sensor. */
export interface LogicShape {
  readonly place: SimulatedPlace;
  readonly kind: 'line' | 'zone';
  readonly info: string;
  /** A line's backward count has the next id. */
  readonly firstCountId: number;
}

/** Longer answers no sensor gives. */
const maxBins = 20_000;

/** Answers `GET …/data/history/logics`. */
export function answerHistory(
  query: URLSearchParams,
  logics: readonly LogicShape[],
  nowMs: number,
  print: (ms: number) => string,
): SimulatedAnswer {
  const [begin, end] = [Number(query.get('begin') ?? ''), Number(query.get('end') ?? '')];
  const minutes = Number(query.get('resolution_min') ?? '1');
  if (!(begin > 0 && end > begin && Number.isInteger(minutes) && minutes > 0)) {
    return json({ message: 'begin, end and resolution_min are wrong' }, 400);
  }
  const stepMs = minutes * 60_000;
  if ((end - begin) / stepMs > maxBins) return json({ message: 'Too many bins' }, 400);
  const time = query.get('time_format') === 'RFC3339' ? print : (ms: number) => ms;
  const bins = logics.map(({ place }) => place.history.bins({ fromMs: begin, toMs: end }, stepMs, nowMs));
  const [first = []] = bins;
  return json({
    begin: time(begin),
    end: time(end),
    resolution_ms: stepMs,
    number_of_bins: first.length,
    config: { counts: logics.flatMap(configuredCounts) },
    measurements: first.map((bin, index) => ({
      begin: time(bin.fromMs),
      end: time(bin.toMs),
      records: bin.records,
      counts: logics.flatMap((logic, place) => valuesIn(logic, bins[place]?.[index])),
    })),
  });
}

function configuredCounts({ place, kind, firstCountId: id }: LogicShape) {
  const logic_id = /^\d{1,9}$/.test(place.id) ? Number(place.id) : place.id;
  return kind === 'line'
    ? [
        { id, logic_id, name: 'fw', type: 'accumulation' },
        { id: id + 1, logic_id, name: 'bw', type: 'accumulation' },
      ]
    : [{ id, logic_id, name: 'balance', type: 'state' }];
}

function valuesIn({ kind, firstCountId: id }: LogicShape, bin: RememberedBin | undefined) {
  if (bin === undefined) return [];
  return kind === 'line'
    ? [
        { id, value: bin.in },
        { id: id + 1, value: bin.out },
      ]
    : [{ id, value: bin.occupancy }];
}
