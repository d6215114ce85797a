'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { About, Update } from '#lib/contract/about.ts';
import { downloadFile } from '../history/save-file.ts';
import { useCommand, useFetched } from '../use-command.ts';
import { useTimes } from '../use-times.ts';
import { useAdminWords } from './admin-words.tsx';
import { ListSkeleton } from './list-card.tsx';
import { RemoveDemo } from './remove-demo.tsx';
import { RestorePanel } from './restore-panel.tsx';
import { RetentionPanel } from './retention-panel.tsx';

/** Backup, versions, diagnostics, licences, and removal of the demo. */
export function InstallationPage() {
  const t = useAdminWords();
  const { value: about, failure } = useFetched('about', (api) => api.GET('/api/v1/about'));
  if (failure !== undefined) return <Empty title={t('loadFailed')} hint={failure} />;
  if (about === undefined) return <ListSkeleton />;
  return (
    <div className="space-y-6">
      <Backup isPostgres={about.database.kind === 'postgres'} />
      {about.database.kind === 'sqlite' && <RestorePanel />}
      <RetentionPanel />
      <Facts about={about} />
      <SidecarsLink />
      {about.update !== undefined && <Updates update={about.update} running={about.version} />}
      <Support />
      {about.demo && <Demo />}
      <Licences licences={about.licences} />
    </div>
  );
}

function Backup({ isPostgres }: { readonly isPostgres: boolean }) {
  const t = useAdminWords();
  return (
    <Panel title={t('installation.backup')}>
      {isPostgres ? (
        <>
          <p className="text-muted">{t('installation.postgresHint')}</p>
          <code className="mt-2 block select-all break-all rounded-lg border border-line bg-paper px-3 py-3">
            pg_dump --format=custom "$DATABASE_URL" &gt; doorlight.dump
          </code>
        </>
      ) : (
        <Download path="/api/v1/backup" words="backup" />
      )}
    </Panel>
  );
}

/** Only where there are several. */
function SidecarsLink() {
  const t = useAdminWords();
  const { value } = useFetched('sidecars', (api) => api.GET('/api/v1/sidecars'));
  const count = value?.items.length ?? 0;
  if (count < 2) return null;
  return (
    <Panel title={t('sidecars.title')}>
      <p className="mb-4 max-w-prose text-muted">{t('sidecars.hint', { count })}</p>
      <Link href="/console/admin/installation/sidecars" prefetch={false} className={buttonClass({})}>
        {t('sidecars.open')}
      </Link>
    </Panel>
  );
}

function Support() {
  const t = useAdminWords();
  return (
    <Panel title={t('installation.support')}>
      <Download path="/api/v1/diagnostics" words="support" />
    </Panel>
  );
}

/** A hint, and the button that downloads a file. */
function Download({ path, words }: { readonly path: string; readonly words: 'backup' | 'support' }) {
  const t = useAdminWords();
  const { isBusy, failure, run } = useCommand();
  return (
    <>
      <p className="max-w-prose text-muted">{t(`installation.${words}Hint`)}</p>
      <Button className="mt-4" disabled={isBusy} onClick={() => void run(downloadFile(path))}>
        {t(isBusy ? `installation.${words}Running` : `installation.${words}Action`)}
      </Button>
      <p role="alert" className="mt-2 font-semibold empty:hidden">
        {failure}
      </p>
    </>
  );
}

function Facts({ about }: { readonly about: About }) {
  const t = useAdminWords();
  const format = useFormatter();
  const { moment } = useTimes();
  const { database, version, node, platform, startedAt } = about;
  const megabytes = (database.bytes ?? 0) / 1_000_000;
  const size = format.number(megabytes, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: megabytes < 10 ? 1 : 0,
  });
  return (
    <Panel title={t('installation.about')}>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[10rem_1fr]">
        <Fact name={t('installation.version')}>Doorlight {version}</Fact>
        <Fact name={t('installation.node')}>{node}</Fact>
        <Fact name={t('installation.system')}>{platform}</Fact>
        <Fact name={t('installation.database')}>
          {database.kind === 'sqlite' ? t('installation.sqlite', { size }) : t('installation.postgres')}
        </Fact>
        <Fact name={t('installation.uptime')}>{moment(startedAt)}</Fact>
      </dl>
    </Panel>
  );
}

/** What Doorlight asks of whom, and what came of it. */
function Updates({ update, running }: { readonly update: Update; readonly running: string }) {
  const t = useAdminWords();
  const { moment } = useTimes();
  const { isOn, url, askedAt, latest, failure } = update;
  const time = askedAt === undefined ? '' : moment(askedAt);
  return (
    <Panel title={t('installation.updates')}>
      {latest !== undefined && (
        <p className="mb-3 font-semibold">
          {t('installation.updateOut', { version: latest.version, running })}{' '}
          <a href={latest.link} target="_blank" rel="noreferrer" className="underline">
            {t('installation.updateOpen')}
          </a>
        </p>
      )}
      <p className="max-w-prose break-words text-muted">
        {isOn ? t('installation.updatesOn', { url: url ?? '' }) : t('installation.updatesOff')}
      </p>
      {isOn && (
        <p className="mt-2 max-w-prose">
          {failure !== undefined
            ? t(`installation.updateFailed.${failure}`, { time })
            : askedAt === undefined
              ? t('installation.updateSoon')
              : latest === undefined && t('installation.updateNone', { running, time })}
        </p>
      )}
    </Panel>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{name}</dt>
      <dd className="mb-2 tabular sm:mb-0">{children}</dd>
    </div>
  );
}

function Demo() {
  const t = useTranslations('tryIt');
  return (
    <Panel title={t('remove')}>
      <p className="mb-4 max-w-prose text-muted">{t('removeHint')}</p>
      <RemoveDemo />
    </Panel>
  );
}

function Licences({ licences }: { readonly licences: About['licences'] }) {
  const t = useAdminWords();
  return (
    <Panel title={t('installation.licences')}>
      <p className="max-w-prose text-muted">
        {t('installation.licencesHint', { count: String(licences.length) })}
      </p>
      {licences.length === 0 ? (
        <p className="mt-2 text-muted">{t('installation.noLicences')}</p>
      ) : (
        <ul
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
          tabIndex={0}
          aria-label={t('installation.licences')}
          className="mt-3 grid max-h-80 gap-x-6 overflow-y-auto rounded-lg border border-line px-3 py-2 text-sm sm:grid-cols-2"
        >
          {licences.map(({ name, version, licence }) => (
            <li key={`${name}@${version}`} className="flex justify-between gap-3 py-1">
              <span className="min-w-0 break-words">
                {name} <span className="text-muted tabular">{version}</span>
              </span>
              <span className="flex-none text-muted">{licence}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
