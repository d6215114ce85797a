'use client';

import { useTranslations } from 'use-intl';
import { readableId } from '#lib/names.ts';
import { offeredRoles } from '../admin/role-lists.ts';
import { useConsole, useSensorName } from '../console-context.ts';
import { type AuditSubject, auditSubjects } from './audit-subject.ts';

/** Describes the subject of an entry: what was created, changed or removed. */
export function useAuditSubject(): (action: string, text: string) => string {
  const t = useTranslations('audit.subject');
  const roles = useTranslations('account.role');
  const { sites, live } = useConsole();
  const sensorName = useSensorName();
  const siteName = (id: string) => sites.find((site) => site.id === id)?.name ?? readableId(id);
  const entryName = (kind: string, site: string, id: string) =>
    kind === 'sensor'
      ? sensorName(site, id)
      : (kind === 'zone' && live.getState().zones[`${site}/${id}`]?.state.name) || readableId(id);
  const roleName = (role: string) => {
    const known = offeredRoles.find((each) => each === role);
    return known === undefined ? roles('other', { role }) : roles(known);
  };
  const span = (days: number | null) => (days === null ? t('forEver') : t('days', { count: days }));
  const describeSubject = (subject: AuditSubject): string => {
    switch (subject.kind) {
      case 'entry': {
        const [first = '', id] = subject.id.split('/');
        const name =
          subject.entry === 'site'
            ? siteName(first)
            : id === undefined
              ? readableId(first)
              : `${entryName(subject.entry, first, id)}, ${siteName(first)}`;
        const text = t(subject.entry, { name });
        return subject.change === undefined ? text : `${text} (${t(subject.change)})`;
      }
      case 'alerts':
        return t('alerts');
      case 'smtp':
        return subject.host === '' ? t('smtp') : `${t('smtp')} (${subject.host})`;
      case 'media':
        return t('media');
      case 'history':
        return t('history', { minutes: span(subject.minuteDays), rest: span(subject.rollUpDays) });
      case 'granted': {
        const held = subject.roles.map(({ role: given, site, tag }) => {
          const role = roleName(given);
          if (tag !== undefined) return t('roleAtTag', { role, tag });
          return site === undefined ? role : t('roleAt', { role, site: siteName(site) });
        });
        return `${subject.name} (${held.join(', ')})`;
      }
      case 'text':
        return subject.text;
    }
  };
  return (action, text) => auditSubjects(action, text).map(describeSubject).join('; ');
}
