import { z } from 'zod';
import { type Hold, holdSchema } from '#lib/contract/adjust.ts';
import { type SetCapacity, setCapacitySchema } from '#lib/contract/capacity.ts';
import { lightSchema } from '#lib/contract/light.ts';
import type { Factors } from '../engine/calibration.ts';
import type { OpenMinute } from '../engine/history-minute.ts';
import type { LedgerState } from '../engine/ledger-state.ts';
import { readDocument } from '../platform/database/stored-document.ts';

/**
 * All that a zone must remember over a restart or a power cut, saved as one document so that its parts always
 * match.
 */
export interface SavedZone {
  readonly version: 1;
  readonly ledger: LedgerState;
  readonly minute?: OpenMinute;
  readonly hold?: Hold;
  readonly capacity?: SetCapacity;
  /** What the counts of each source are multiplied by, as it was learnt from closings. */
  readonly factors?: Factors;
  /** The earlier saved document could not be read: the number is unknown until staff sets it. */
  readonly isCountLost?: true;
}

// The schemas are loose: fields that are not named here are kept.
const count = z.number();
const seenTotals = z.looseObject({
  in: count,
  out: count,
  epoch: z.string().exactOptional(),
  clockMs: count.exactOptional(),
  sequence: count.exactOptional(),
  atMs: count,
});

const source = z.looseObject({
  atMs: count,
  clocks: z.array(count),
  suspect: z.looseObject({ in: count, out: count, occupancy: count, agreed: count }).exactOptional(),
});

const pending = z.looseObject({ adjustId: z.string(), targets: z.array(count), sinceMs: count });

const ledger = z.looseObject({
  correction: count,
  day: z.string(),
  inToday: count,
  outToday: count,
  drift: count,
  startedWith: count.exactOptional(),
  found: z.looseObject({ atMs: count, occupancy: count }).exactOptional(),
  set: z.looseObject({ atMs: count, to: count }).exactOptional(),
  setMs: count.exactOptional(),
  owed: z.array(z.object({ atMs: count, people: count })).exactOptional(),
  totalIn: count,
  totalOut: count,
  sureTotal: count.exactOptional(),
  sources: z.record(
    z.string(),
    z.discriminatedUnion('kind', [
      source.extend({
        kind: z.literal('count'),
        net: count,
        sum: z.object({ in: count, out: count }).exactOptional(),
        extra: count.exactOptional(),
        last: seenTotals,
        late: seenTotals.exactOptional(),
      }),
      source.extend({
        kind: z.literal('level'),
        occupancy: count,
        totals: seenTotals.exactOptional(),
        pending: pending.exactOptional(),
      }),
    ]),
  ),
});

const minute = z.looseObject({
  minute: count,
  min: count.nullable(),
  max: count.nullable(),
  area: count,
  knownMs: count,
  amberMs: count,
  redMs: count,
  unknownMs: count,
  closedMs: count,
  recordedMs: count,
  came: count,
  went: count,
  capacity: count.nullable().default(null),
  atMs: count,
  occupancy: count,
  isKnown: z.boolean(),
  light: lightSchema,
  totalIn: count,
  totalOut: count,
});

const factors = z.record(z.string(), z.object({ in: count, out: count }));

const savedZoneSchema = z.looseObject({
  version: z.literal(1),
  ledger,
  minute: minute.exactOptional(),
  hold: holdSchema.exactOptional(),
  capacity: setCapacitySchema.exactOptional(),
  factors: z.object({ workday: factors, weekend: factors }).exactOptional(),
  isCountLost: z.literal(true).exactOptional(),
}) satisfies z.ZodType<SavedZone>;

/**
 * Parses the saved document of a zone.
 *
 * @returns the reason when it cannot be read: damaged, or of another version
 */
export function readSavedZone(document: string): SavedZone | { readonly unreadable: string } {
  const read = readDocument<SavedZone>(savedZoneSchema, document);
  return read.ok ? read.value : { unreadable: read.error };
}
