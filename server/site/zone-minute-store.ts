import type { Kysely } from 'kysely';
import type { MinuteRecord } from '../engine/history-minute.ts';
import type { HistoryMinuteTable, Schema } from '../platform/database/schema.ts';

/** Columns of a minute that add up. */
type SummedColumn = Exclude<
  keyof HistoryMinuteTable,
  'site' | 'zone' | 'minute' | 'min' | 'max' | 'capacity'
>;

/**
 * Minutes add up: after the clock was set back a minute is recorded a second time, and no count may be lost.
 */
export function savingMinutes(db: Kysely<Schema>, rows: readonly HistoryMinuteTable[]) {
  return db
    .insertInto('history_minute')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['site', 'zone', 'minute']).doUpdateSet((eb) => {
        const sum = (column: SummedColumn) =>
          eb(eb.ref(`history_minute.${column}`), '+', eb.ref(`excluded.${column}`));
        const extreme = (column: 'min' | 'max', operator: '<' | '>') =>
          eb
            .case()
            .when(
              eb.or([
                eb(eb.ref(`history_minute.${column}`), 'is', null),
                eb(eb.ref(`excluded.${column}`), operator, eb.ref(`history_minute.${column}`)),
              ]),
            )
            .then(eb.ref(`excluded.${column}`))
            .else(eb.ref(`history_minute.${column}`))
            .end();
        return {
          min: extreme('min', '<'),
          max: extreme('max', '>'),
          area: sum('area'),
          known_ms: sum('known_ms'),
          amber_ms: sum('amber_ms'),
          red_ms: sum('red_ms'),
          unknown_ms: sum('unknown_ms'),
          closed_ms: sum('closed_ms'),
          recorded_ms: sum('recorded_ms'),
          came: sum('came'),
          went: sum('went'),
          capacity: eb.ref('excluded.capacity'),
        };
      }),
    );
}

export function minuteRow(minute: MinuteRecord): Omit<HistoryMinuteTable, 'site' | 'zone'> {
  return {
    minute: minute.minute,
    min: minute.min,
    max: minute.max,
    area: minute.area,
    known_ms: minute.knownMs,
    amber_ms: minute.amberMs,
    red_ms: minute.redMs,
    unknown_ms: minute.unknownMs,
    closed_ms: minute.closedMs,
    recorded_ms: minute.recordedMs,
    came: minute.came,
    went: minute.went,
    capacity: minute.capacity,
  };
}
