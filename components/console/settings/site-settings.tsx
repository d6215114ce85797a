'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { WarningIcon } from '#components/ui/icons.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { ConfigEntry, EntryKind } from '#lib/contract/config-entry.ts';
import { readableId } from '#lib/names.ts';
import { useConsole } from '../console-context.ts';
import { EntryList, EntryRow } from './entry-list.tsx';
import { LampsPanel } from './lamps/lamps-panel.tsx';
import { NextSteps } from './next-steps.tsx';
import { publicValuesOf } from './public/public-values.ts';
import { peopleAt } from './settings-light.ts';
import { SettingsPage } from './settings-page.tsx';
import { slowSourceOf } from './settings-slow.ts';
import { documentsOf, textOf } from './settings-values.ts';
import { zoneValuesOf } from './settings-zone.ts';
import { useSiteSummary } from './use-site-summary.ts';

export interface SiteSettingsProps {
  readonly site: string;
  readonly entries: readonly ConfigEntry[];
}

/** All settings of a site, as an overview. */
export function SiteSettings({ site, entries }: SiteSettingsProps) {
  const t = useTranslations('settings');
  const calendar = useTranslations('calendar');
  const { sites } = useConsole();
  const summaryOf = useSiteSummary();
  const own = entries.find(({ kind }) => kind === 'site');
  const of = (kind: EntryKind) => entries.filter((entry) => entry.kind === kind);
  const zones = of('zone');
  const root = `/console/settings/${site}`;
  const name = own === undefined ? site : textOf(own.document, 'name', site);
  const zoneName = (id: string) => nameIn(zones, id);
  const fedBy = (sensor: string) =>
    zones
      .filter(({ document }) => documentsOf(document, 'sources').some((each) => each.sensor === sensor))
      .map(({ id }) => zoneName(id));
  const warningOf = ({ document }: ConfigEntry) => {
    if (documentsOf(document, 'sources').length === 0) return { warning: t('zone.needsSensor') };
    const slow = slowSourceOf(document, of('sensor'));
    return (
      slow !== undefined && {
        warning: t('zone.slow', {
          sensor: nameIn(of('sensor'), slow.sensor),
          every: slow.everyMin,
          stale: slow.staleAfterMin,
        }),
      }
    );
  };
  return (
    <SettingsPage
      title={sites.length === 1 ? t('title') : name}
      back={sites.length > 1 ? { href: '/console/settings', label: t('back') } : undefined}
      aside={
        sites.length === 1 && (
          <Link
            href="/console/settings/add-site"
            prefetch={false}
            className={buttonClass({ variant: 'quiet' })}
          >
            {t('site.add')}
          </Link>
        )
      }
    >
      {own?.managedBy === 'console' && <NextSteps site={site} entries={entries} />}
      <div className="space-y-6">
        <Panel title={t('site.one')}>
          <ul>
            {own !== undefined && (
              <>
                <Row entry={own} href={`${root}/site`} name={name}>
                  {summaryOf(own.document)}
                </Row>
                <Row entry={own} href={`${root}/public`} name={t('public.title')}>
                  {publicValuesOf(own.document).isPublic
                    ? t('public.onSummary', { site })
                    : t('public.offSummary')}
                </Row>
              </>
            )}
          </ul>
          <Link href={`${root}/calendar`} prefetch={false} className={buttonClass({}, 'mt-3')}>
            {calendar('title')}
          </Link>
        </Panel>
        <EntryList
          title={t('sensor.many')}
          none={t('sensor.none')}
          add={{ href: `${root}/add-sensor`, label: t('sensor.add') }}
        >
          {of('sensor').map((entry) => {
            const fed = fedBy(entry.id);
            return (
              <Row
                key={entry.id}
                entry={entry}
                href={`${root}/sensors/${entry.id}`}
                name={nameIn([entry], entry.id)}
              >
                {textOf(entry.document, 'url')} ·{' '}
                {fed.length === 0 ? t('sensor.feedsNothing') : t('sensor.feeds', { zones: fed.join(', ') })}
              </Row>
            );
          })}
        </EntryList>
        <EntryList
          title={t('zone.many')}
          none={t('zone.none')}
          add={{ href: `${root}/add-zone`, label: t('zone.add') }}
        >
          {zones.map((entry) => {
            const { name, capacity, amberPercent, redPercent } = zoneValuesOf(entry.document);
            const people = (percent: number) => String(peopleAt(percent / 100, capacity));
            return (
              <Row
                key={entry.id}
                entry={entry}
                href={`${root}/zones/${entry.id}`}
                name={name}
                {...warningOf(entry)}
              >
                {t('zone.summary', {
                  capacity: String(capacity),
                  amber: people(amberPercent),
                  red: people(redPercent),
                })}
              </Row>
            );
          })}
        </EntryList>
        <EntryList
          title={t('display.many')}
          none={t('display.none')}
          add={{ href: `${root}/add-display`, label: t('display.add') }}
        >
          {of('display').map((entry) => (
            <Row
              key={entry.id}
              entry={entry}
              href={`${root}/displays/${entry.id}`}
              name={nameIn([entry], entry.id)}
            >
              {t('display.shows', { zone: zoneName(textOf(entry.document, 'zone')) })} ·{' '}
              {t(entry.secrets.includes('key') ? 'display.keyed' : 'display.open')}
            </Row>
          ))}
        </EntryList>
        <LampsPanel site={site} entries={of('lamp')} />
      </div>
    </SettingsPage>
  );
}

/** What people call one of the entries. */
function nameIn(entries: readonly ConfigEntry[], id: string): string {
  const entry = entries.find((each) => each.id === id);
  return textOf(entry?.document ?? {}, 'name', readableId(id));
}

interface RowProps {
  readonly entry: ConfigEntry;
  readonly href: string;
  readonly name: string;
  /** A possible problem. */
  readonly warning?: string;
  readonly children: ReactNode;
}

function Row({ entry, href, name, warning, children }: RowProps) {
  return (
    <EntryRow entry={entry} href={href} name={name}>
      <p className="break-words text-muted tabular">{children}</p>
      {warning !== undefined && (
        <p className="mt-1 flex max-w-prose gap-2 font-medium" data-warning={entry.id}>
          <span className="pt-0.5">
            <WarningIcon size={20} />
          </span>
          {warning}
        </p>
      )}
    </EntryRow>
  );
}
