import type { DisplayCommand } from '../contract/display.ts';
import type { Emergency, Light } from '../contract/light.ts';
import { type ShownDisplay, type ShownZone, shownZone } from './shown.ts';

/**
 * The display's own parser of the sidecar's messages: it checks only what the screen shows, and weighs 1 KB
 * instead of the 16 to 30 KB of the contract's schemas. A test compares it with those schemas.
 */

/** What is shown of a zone's state, or undefined when the state is invalid. */
export function readZone(message: unknown): ShownZone | undefined {
  if (!isRecord(message)) return undefined;
  const { site, zone, occupancy, capacity, light, validForMs, seq, simulated } = message;
  if (!isId(site) || !isId(zone) || !isLight(light) || typeof simulated !== 'boolean') return undefined;
  if (!isWhole(occupancy) || !isWhole(seq)) return undefined;
  if (!isWhole(capacity) || capacity === 0 || !isWhole(validForMs) || validForMs === 0) return undefined;
  const { reason, free, waitMinutes, asOf, outlook } = message;
  const opens = readOpening(message.opens);
  const closedBecause = readNames(message.closedBecause);
  const emergency = emergencies.find((each) => each === message.emergency);
  const quieter = readOpening(isRecord(outlook) ? outlook.quieter : undefined);
  const needed = { site, zone, occupancy, capacity, light, validForMs, seq, simulated };
  // What may be missing is left out where it is wrong: the light does not depend on it.
  const shown = shownZone({
    ...needed,
    reason: isText(reason) ? reason : '',
    ...(isWhole(free) && { free }),
    ...(isWhole(waitMinutes) && { waitMinutes }),
    ...(opens && { opens }),
    ...(closedBecause && { closedBecause }),
    ...(emergency && { emergency }),
    ...(quieter && { outlook: { quieter } }),
  });
  return { ...shown, ...(isText(asOf) && { asOf }) };
}

function readOpening(value: unknown): ShownZone['opens'] {
  if (!isRecord(value) || !isText(value.time) || !/^\d\d:\d\d$/.test(value.time)) return undefined;
  const { time, weekday, date } = value;
  if (weekday === undefined) return { time };
  if (!isWhole(weekday) || weekday < 1 || weekday > 7) return undefined;
  return { time, weekday, ...(isText(date) && /^\d{4}-(0[1-9]|1[0-2])-\d\d$/.test(date) && { date }) };
}

/** The entries that are text; undefined if there are none. */
function readNames(value: unknown): ShownZone['closedBecause'] {
  if (!isRecord(value)) return undefined;
  const names: Record<string, string> = {};
  for (const key of Object.keys(value)) {
    const name = value[key];
    if (isText(name)) names[key] = name;
  }
  return Object.keys(names).length > 0 ? names : undefined;
}

/** A display's settings, or undefined when they are invalid. */
export function readDisplay(message: unknown): ShownDisplay | undefined {
  if (!isRecord(message)) return undefined;
  const { site, display, zone, languages, showNumber, simulated, revision, name } = message;
  if (!isId(site) || !isId(display) || !isId(zone)) return undefined;
  if (typeof showNumber !== 'boolean' || typeof simulated !== 'boolean') return undefined;
  if (!Array.isArray(languages) || languages.length === 0 || !languages.every(isText)) return undefined;
  const called = isText(name) && { name };
  const made = isText(revision) && { revision };
  return { site, display, zone, languages, showNumber, simulated, ...made, ...called };
}

/** A command, or undefined when this version does not know it. */
export function readCommand(message: unknown): DisplayCommand | undefined {
  return message === 'reload' || message === 'identify' || message === 'test' ? message : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isId(value: unknown): value is string {
  return isText(value) && /^[a-z0-9-]{1,40}$/.test(value);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

const emergencies: readonly Emergency[] = ['leave', 'keep-out'];

const lights: Readonly<Record<Light, true>> = {
  green: true,
  amber: true,
  red: true,
  unknown: true,
  closed: true,
};

function isLight(value: unknown): value is Light {
  return isText(value) && Object.keys(lights).includes(value);
}
