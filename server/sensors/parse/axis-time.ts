/** A moment as a device printed it. */
export interface DeviceMoment {
  /** Milliseconds in the order the device's clock ticks; a local time is read as if it were UTC. */
  readonly clockMs: number;
  /** The device's date, `YYYYMMDD`. */
  readonly date: string;
}

const axisTime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

/**
 * Reads `YYYYMMDDhhmmss` (VAPIX People counter API, "time in the camera"), local to the device and without
 * a zone; null for anything else, dates that do not exist included.
 *
 * @example parseAxisTime('20170503112756') // { clockMs: Date.UTC(2017, 4, 3, 11, 27, 56), date: '20170503' }
 */
export function parseAxisTime(text: string): DeviceMoment | null {
  const parts = axisTime.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const clockMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // Date.parse takes the 31st of every month; the date must come out as it went in.
  if (Number.isNaN(clockMs) || new Date(clockMs).getUTCDate() !== Number(day)) return null;
  return { clockMs, date: text.slice(0, 8) };
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/i;

/** Reads an ISO 8601 time as epoch milliseconds; without a zone it is read as UTC. Null for anything else. */
export function parseIsoTime(text: string): number | null {
  const parts = isoTime.exec(text);
  if (parts === null) return null;
  const ms = Date.parse(parts[2] === undefined ? `${text}Z` : text);
  return Number.isNaN(ms) ? null : ms;
}
