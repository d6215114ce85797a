import type { MinuteRecord } from '#server/engine/history-minute.ts';
import { emptyLedger } from '#server/engine/ledger-state.ts';
import type { ZoneToSave } from '#server/site/zone-store.ts';

const minuteMs = 60_000;
const minutesOfWeek = 7 * 24 * 60;

/** A zone that was recorded for a week until a moment (epoch ms), with people in it. */
export function recordedWeek(site: string, zone: string, toMs: number): ZoneToSave {
  const end = toMs / minuteMs;
  return {
    site,
    zone,
    saved: { version: 1, ledger: emptyLedger(new Date(toMs).toISOString().slice(0, 10)) },
    minutes: Array.from({ length: minutesOfWeek }, (_, at) => recorded(end - minutesOfWeek + at)),
  };
}

function recorded(minute: number): MinuteRecord {
  const people = 20 + (minute % 17);
  return {
    minute,
    min: people - 2,
    max: people + 3,
    area: people * minuteMs,
    knownMs: minuteMs,
    amberMs: people > 30 ? minuteMs : 0,
    redMs: 0,
    unknownMs: 0,
    closedMs: 0,
    capacity: null,
    recordedMs: minuteMs,
    came: minute % 5,
    went: minute % 5,
  };
}
