import { useTranslations } from 'use-intl';
import type { LoggedEntry } from '#lib/contract/audit.ts';
import { readableId } from '#lib/names.ts';
import { offeredRoles } from '../admin/role-lists.ts';
import { useNames } from '../use-names.ts';
import { type AuditSubject, auditSubjects, sitesOf } from './audit-subject.ts';

/** The words of an entry of the log that are not about values: what was created, changed or removed, and where. */
export interface AuditWords {
  readonly siteName: string | undefined;
  readonly zoneName: string | undefined;
  /** `zone Store`, `Anna Keller (Manager at Bern) → …` */
  readonly subject: string | undefined;
}

/** Describes an entry by the names that people know. */
export function useAuditWords(entry: LoggedEntry): AuditWords {
  const t = useTranslations('audit.subject');
  const roles = useTranslations('account.role');
  const { site, zone, action } = entry;
  const [from, to] = [entry.from, entry.to].map((text) =>
    text === undefined ? undefined : auditSubjects(action, text),
  );
  const names = useNames([site ?? [], sitesOf(from ?? []), sitesOf(to ?? [])].flat());
  const nameOf = (kind: 'sensor' | 'zone' | 'display' | 'lamp', at: string, id: string) =>
    kind === 'lamp' ? readableId(id) : names[kind](at, id);
  const personName = (username: string) => entry.names?.[username] ?? username;
  const roleName = (role: string) => {
    const known = offeredRoles.find((each) => each === role);
    return known === undefined ? roles('other', { role }) : roles(known);
  };
  const span = (days: number | null) => (days === null ? t('forEver') : t('days', { count: days }));
  const describe = (subject: AuditSubject): string => {
    switch (subject.kind) {
      case 'entry': {
        const [first = '', second] = subject.id.split('/');
        const [at, id] = second === undefined ? [site ?? '', first] : [first, second];
        const name =
          subject.entry === 'site'
            ? names.site(first)
            : second === undefined
              ? nameOf(subject.entry, at, id)
              : `${nameOf(subject.entry, at, id)}, ${names.site(at)}`;
        const text = t(subject.entry, { name });
        return subject.change === undefined ? text : `${text} (${t(subject.change)})`;
      }
      case 'person':
        return personName(subject.username);
      case 'alerts':
        return t('alerts');
      case 'smtp':
        return subject.host === '' ? t('smtp') : `${t('smtp')} (${subject.host})`;
      case 'media':
        return t('media');
      case 'history':
        return t('history', { minutes: span(subject.minuteDays), rest: span(subject.rollUpDays) });
      case 'granted': {
        const held = subject.roles.map(({ role: given, site: at, tag }) => {
          const role = roleName(given);
          if (tag !== undefined) return t('roleAtTag', { role, tag });
          return at === undefined ? role : t('roleAt', { role, site: names.site(at) });
        });
        return `${personName(subject.name)} (${held.join(', ')})`;
      }
      case 'text':
        return subject.text;
    }
  };
  const described = [from, to].flatMap((subjects) => subjects?.map(describe).join('; ') ?? []);
  return {
    siteName: site === undefined ? undefined : names.site(site),
    zoneName: site === undefined || zone === undefined ? undefined : names.zone(site, zone),
    subject: described.join(' → ') || undefined,
  };
}
