import type { EntryKind } from '#lib/contract/config-entry.ts';

/** The subject of an entry of the audit log, if its text is Doorlight's own and not a user's. */
export type AuditSubject =
  | {
      readonly kind: 'entry';
      readonly entry: EntryKind;
      readonly id: string;
      /** Of an import. */
      readonly change?: 'add' | 'change' | 'remove';
    }
  | { readonly kind: 'person'; readonly username: string }
  | { readonly kind: 'alerts' }
  | { readonly kind: 'smtp'; readonly host: string }
  /** A picture or a video for displays. */
  | { readonly kind: 'media' }
  /** For how many days history is kept; null: for ever. */
  | { readonly kind: 'history'; readonly minuteDays: number | null; readonly rollUpDays: number | null }
  /** A user or a key, and the roles. */
  | {
      readonly kind: 'granted';
      readonly name: string;
      readonly roles: readonly { readonly role: string; readonly site?: string; readonly tag?: string }[];
    }
  | { readonly kind: 'text'; readonly text: string };

const kinds: readonly EntryKind[] = ['site', 'sensor', 'zone', 'display', 'lamp'];
const changes = { added: 'add', changed: 'change', removed: 'remove' } as const;

/**
 * Parses the sidecar's text: `zone store`, `changed sensor bern/door-a, added zone bern/cafe`, `anna (manager at
 * bern)`.
 *
 * @param action of the entry; text of users is left unchanged for actions that contain it
 */
export function auditSubjects(action: string, text: string): readonly AuditSubject[] {
  switch (action) {
    case 'configure':
    case 'remove':
      return [configured(text)];
    case 'pair':
      return [{ kind: 'entry', entry: 'display', id: text }];
    case 'count-by-hand':
    case 'end-count-by-hand':
    case 'make-count-link':
    case 'remove-count-link':
      return [{ kind: 'entry', entry: 'sensor', id: text }];
    case 'set-password':
    case 'set-pin':
    case 'remove-pin':
    case 'sign-out-everywhere':
      return [{ kind: 'person', username: text }];
    case 'import':
      return text.split(', ').map(imported);
    case 'add-person':
    case 'change-person':
    case 'remove-person':
    case 'make-key':
    case 'remove-key':
      return [granted(text)];
    default:
      return [{ kind: 'text', text }];
  }
}

function configured(text: string): AuditSubject {
  if (text === 'alerts') return { kind: 'alerts' };
  if (text === 'smtp' || text.startsWith('smtp ')) return { kind: 'smtp', host: text.slice('smtp '.length) };
  if (text.startsWith('/media/')) return { kind: 'media' };
  const kept = /^history: minutes (.+), the rest (.+)$/.exec(text);
  if (kept !== null) return { kind: 'history', minuteDays: daysOf(kept[1]), rollUpDays: daysOf(kept[2]) };
  const [word, id, ...more] = text.split(' ');
  const entry = kinds.find((kind) => kind === word);
  return entry === undefined || id === undefined || more.length > 0
    ? { kind: 'text', text }
    : { kind: 'entry', entry, id };
}

function imported(text: string): AuditSubject {
  const [word, ...rest] = text.split(' ');
  const [, change] = Object.entries(changes).find(([each]) => each === word) ?? [];
  const subject = configured(rest.join(' '));
  return change === undefined || subject.kind !== 'entry' ? { kind: 'text', text } : { ...subject, change };
}

/** Parses `400 days`; null for `for ever`. */
function daysOf(span = ''): number | null {
  return span === 'for ever' ? null : Number.parseInt(span, 10);
}

function granted(text: string): AuditSubject {
  const [, name, list] = /^(.+) \(([^()]+)\)$/.exec(text) ?? [];
  if (name === undefined || list === undefined) return { kind: 'text', text };
  // The value of a tag may have commas of its own.
  const roles = list.split(/, (?=[a-z]+ at )/).map((each) => {
    const [, role = each, place] = /^([a-z]+) at (.+)$/.exec(each) ?? [];
    const [, tag] = /^all sites with (.+)$/.exec(place ?? '') ?? [];
    if (tag !== undefined) return { role, tag };
    return place === undefined ? { role } : { role, site: place };
  });
  return { kind: 'granted', name, roles };
}

/** The sites that the subjects of an entry name. */
export function sitesOf(subjects: readonly AuditSubject[]): string[] {
  return subjects.flatMap((subject) => {
    if (subject.kind === 'granted') return subject.roles.flatMap(({ site }) => site ?? []);
    if (subject.kind !== 'entry') return [];
    return subject.entry === 'site' || subject.id.includes('/') ? (subject.id.split('/')[0] ?? []) : [];
  });
}
