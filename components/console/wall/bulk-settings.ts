import { isEqual } from 'es-toolkit/predicate';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { withDay } from '../calendar/calendar-edit.ts';
import type { SettingsDocument } from '../settings/settings-api.ts';
import { textsOf, withoutUndefined } from '../settings/settings-values.ts';

/** Settings that many sites get at once; what is absent stays as it is at each. */
export interface BulkSettings {
  /** `05:00` */
  readonly resetAt?: string;
  /** Shares of capacity, for every zone. */
  readonly amberAt?: number;
  readonly redAt?: number;
  /** `2026-12-24` */
  readonly closedOn?: string;
  /** Weekly opening hours; null: always open. */
  readonly hours?: SettingsDocument | null;
  /** The theme of every display: of {@link themeOf}. */
  readonly theme?: SettingsDocument;
}

/** What makes the theme of a display, without what it shows and who may see it. */
const themeKeys = [
  ...['layout', 'rotate', 'texts', 'colours', 'logo', 'background'],
  ...['chime', 'speak', 'dim', 'pixelShift', 'showNumber'],
];

/** The theme of a display, to be given to others; they keep their zones. */
export function themeOf(display: SettingsDocument): SettingsDocument {
  return Object.fromEntries(
    Object.entries(display).filter(([key, value]) => themeKeys.includes(key) && value !== 'zones'),
  );
}

/** What somebody has filled in; undefined: nothing. @param more what is no plain field */
export function settingsFrom(
  entered: FormData,
  more: Pick<BulkSettings, 'hours' | 'theme'> = {},
): BulkSettings | undefined {
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
    ...more,
  };
  return Object.keys(settings).length === 0 ? undefined : settings;
}

/** An entry of a site with the settings; undefined where they change nothing of it. */
export function withSettings(
  { kind, document }: Pick<ConfigEntry, 'kind' | 'document'>,
  { resetAt, amberAt, redAt, closedOn, hours, theme }: BulkSettings,
): SettingsDocument | undefined {
  let next: SettingsDocument = document;
  if (kind === 'site') {
    if (resetAt !== undefined) next = { ...next, resetAt };
    if (hours !== undefined) next = withoutUndefined({ ...next, hours: hours ?? undefined });
    if (closedOn !== undefined) {
      const day = { from: closedOn, to: closedOn, isYearly: false, hours: 'closed', name: '' };
      next = withDay(next, undefined, day, textsOf(document, 'languages')[0] ?? 'en');
    }
  } else if (kind === 'display' && theme !== undefined) {
    const isOfZones = document.layout === 'zones' && theme.layout === undefined;
    const kept = Object.entries(document).filter(
      ([key]) => !themeKeys.includes(key) || (isOfZones && key === 'layout'),
    );
    next = { ...Object.fromEntries(kept), ...theme };
  } else if (kind === 'zone') {
    if (amberAt !== undefined) next = { ...next, amberAt };
    if (redAt !== undefined) next = { ...next, redAt };
  }
  return isEqual(next, document) ? undefined : next;
}
