import type { AdjustProgress, AdjustResult, Hold } from '#lib/contract/adjust.ts';
import type { Alert } from '#lib/contract/alert.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { DisplayChanges, DisplayStatus } from '#lib/contract/display.ts';
import type { History, TypicalDay } from '#lib/contract/history.ts';
import type { Insights } from '#lib/contract/insights.ts';
import type { KeptMedia } from '#lib/contract/media.ts';
import type { Me } from '#lib/contract/person.ts';
import type { Problem } from '#lib/contract/problem.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { Simulator } from '#lib/contract/simulator.ts';
import type { Site } from '#lib/contract/site.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';

/*
 * Checks of the sidecar's messages in a browser: whether every field that a page needs is there. The contract's
 * schemas check more, but would make zod half of a page's own script; a test compares these guards with the
 * schemas.
 */

type FieldType = 'string' | 'number' | 'boolean' | 'object' | 'array';

/** Whether a value is an object with these fields and types. */
export function hasFields(value: unknown, fields: Readonly<Record<string, FieldType>>): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const found = new Map(Object.entries(value));
  return Object.entries(fields).every(([name, type]) => {
    const field: unknown = found.get(name);
    return type === 'array' ? Array.isArray(field) : typeof field === type && field !== null;
  });
}

/** Makes a guard for lists. */
export function isListOf<T>(isEntry: (value: unknown) => value is T): (value: unknown) => value is T[] {
  return (value): value is T[] => Array.isArray(value) && value.every(isEntry);
}

export function isZoneState(value: unknown): value is ZoneState {
  return hasFields(value, {
    site: 'string',
    zone: 'string',
    name: 'string',
    occupancy: 'number',
    capacity: 'number',
    utilization: 'number',
    light: 'string',
    reason: 'string',
    since: 'string',
    asOf: 'string',
    validForMs: 'number',
    seq: 'number',
    in: 'number',
    out: 'number',
    drift: 'number',
    simulated: 'boolean',
    warnings: 'array',
  });
}

export function isSensorStatus(value: unknown): value is SensorStatus {
  return hasFields(value, {
    site: 'string',
    sensor: 'string',
    driver: 'string',
    url: 'string',
    status: 'string',
    readings: 'array',
    failures: 'number',
    zones: 'array',
    simulated: 'boolean',
  });
}

export function isAdjustResult(value: unknown): value is AdjustResult {
  return hasFields(value, { result: 'string', from: 'number', to: 'number', sources: 'array' });
}

export function isAdjustProgress(value: unknown): value is AdjustProgress {
  return hasFields(value, {
    site: 'string',
    zone: 'string',
    adjustId: 'string',
    to: 'number',
    sources: 'array',
    waiting: 'array',
  });
}

export function isHold(value: unknown): value is Hold {
  return hasFields(value, { light: 'string', by: 'string', since: 'string' });
}

export function isKeptMedia(value: unknown): value is KeptMedia {
  return hasFields(value, { path: 'string', type: 'string', size: 'number' });
}

export function isAuditEntry(value: unknown): value is AuditEntry {
  return hasFields(value, { id: 'number', at: 'string', who: 'string', action: 'string' });
}

export function isDisplayStatus(value: unknown): value is DisplayStatus {
  return hasFields(value, {
    site: 'string',
    display: 'string',
    zone: 'string',
    connections: 'number',
    keyed: 'boolean',
  });
}

export function isDisplayChanges(value: unknown): value is DisplayChanges {
  if (!hasFields(value, { cursor: 'string', isAll: 'boolean', displays: 'array' })) return false;
  const displays: unknown = new Map<string, unknown>(Object.entries(Object(value))).get('displays');
  return isListOf(isDisplayStatus)(displays);
}

export function isHistory(value: unknown): value is History {
  return hasFields(value, { resolution: 'string', rows: 'array' });
}

export function isTypicalDay(value: unknown): value is TypicalDay {
  return hasFields(value, { day: 'string', days: 'array', rows: 'array' });
}

export function isInsights(value: unknown): value is Insights {
  if (!hasFields(value, { site: 'string', period: 'object', comparison: 'object', sensors: 'array' })) {
    return false;
  }
  const found = new Map<string, unknown>(Object.entries(Object(value)));
  const days = { from: 'string', to: 'string' } as const;
  return (
    hasFields(found.get('period'), days) && hasFields(found.get('comparison'), { ...days, kind: 'string' })
  );
}

export function isSite(value: unknown): value is Site {
  return hasFields(value, {
    id: 'string',
    name: 'string',
    timezone: 'string',
    languages: 'array',
    simulated: 'boolean',
  });
}

export function isSimulator(value: unknown): value is Simulator {
  return hasFields(value, { traffic: 'boolean', items: 'array' });
}

export function isProblem(value: unknown): value is Problem {
  return hasFields(value, { type: 'string', title: 'string', status: 'number', code: 'string' });
}

export function isMe(value: unknown): value is Me {
  return hasFields(value, {
    id: 'string',
    username: 'string',
    name: 'string',
    role: 'string',
    hasPassword: 'boolean',
  });
}

/** The session from the sign-in service; `tablet` if a PIN has opened a shared one. */
export interface Session {
  readonly user: { readonly username: string; readonly name: string; readonly role: string };
  readonly tablet?: { readonly id: string; readonly until: string };
  /** An administrator who used the one-time link, and has no other way to sign in. */
  readonly needsPassword?: true;
}

export function isSession(value: unknown): value is Session {
  if (!hasFields(value, { user: 'object' })) return false;
  const user: unknown = new Map(Object.entries(Object(value))).get('user');
  return hasFields(user, { username: 'string', name: 'string', role: 'string' });
}

export function isAlert(value: unknown): value is Alert {
  return hasFields(value, {
    id: 'string',
    site: 'string',
    kind: 'string',
    subject: 'string',
    name: 'string',
    facts: 'object',
    openedAt: 'string',
  });
}
