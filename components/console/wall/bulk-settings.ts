import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { withDay } from '../calendar/calendar-edit.ts';
import type { SettingsDocument } from '../settings/settings-api.ts';
import { textsOf } from '../settings/settings-values.ts';

/** Settings that many sites get at once; what is absent stays as it is at each. */
export interface BulkSettings {
  /** `05:00` */
  readonly resetAt?: string;
  /** Shares of capacity, for every zone. */
  readonly amberAt?: number;
  readonly redAt?: number;
  /** `2026-12-24` */
  readonly closedOn?: string;
}

/** What somebody has filled in; undefined: nothing. */
export function settingsFrom(entered: FormData): BulkSettings | undefined {
  const text = (name: string) => String(entered.get(name) ?? '').trim();
  const share = (name: string) => (text(name) === '' ? undefined : Number(text(name)) / 100);
  const [resetAt, closedOn, amberAt, redAt] = [
    text('resetAt'),
    text('closedOn'),
    share('amberAt'),
    share('redAt'),
  ];
  const settings = {
    ...(resetAt !== '' && { resetAt }),
    ...(amberAt !== undefined && { amberAt }),
    ...(redAt !== undefined && { redAt }),
    ...(closedOn !== '' && { closedOn }),
  };
  return Object.keys(settings).length === 0 ? undefined : settings;
}

/** An entry of a site with the settings; undefined where they change nothing of it. */
export function withSettings(
  { kind, document }: Pick<ConfigEntry, 'kind' | 'document'>,
  { resetAt, amberAt, redAt, closedOn }: BulkSettings,
): SettingsDocument | undefined {
  let next: SettingsDocument = document;
  if (kind === 'site') {
    if (resetAt !== undefined) next = { ...next, resetAt };
    if (closedOn !== undefined) {
      const day = { from: closedOn, to: closedOn, isYearly: false, hours: 'closed', name: '' };
      next = withDay(next, undefined, day, textsOf(document, 'languages')[0] ?? 'en');
    }
  } else if (kind === 'zone') {
    if (amberAt !== undefined) next = { ...next, amberAt };
    if (redAt !== undefined) next = { ...next, redAt };
  }
  return JSON.stringify(next) === JSON.stringify(document) ? undefined : next;
}
