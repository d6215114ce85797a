'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { type ApiFailure, ask } from '#lib/api/client.ts';
import type { Sidecar } from '#lib/contract/sidecar.ts';
import { useConsole } from '../console-context.ts';
import { useCommand, useFetched } from '../use-command.ts';
import { useTimes } from '../use-times.ts';
import { useAdminWords } from './admin-words.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { ListCard, ListSkeleton } from './list-card.tsx';

/** Sites move within seconds. */
const againMs = 2000;
/** More sites than this are searched for. */
const mostSites = 50;

/** The sidecars side by side, and which one runs which site. */
export function SidecarsPage() {
  const t = useAdminWords();
  const { value, failure, refresh } = useFetched('sidecars', (api) => api.GET('/api/v1/sidecars'), againMs);
  // One failed look among many takes nothing away that is known.
  if (value === undefined)
    return failure === undefined ? <ListSkeleton /> : <Empty title={t('loadFailed')} hint={failure} />;
  const { items } = value;
  return (
    <div className="space-y-6">
      <p className="max-w-prose text-muted">{t('sidecars.hint', { count: items.length })}</p>
      <ListCard label={t('sidecars.title')}>
        {items.map((sidecar) => (
          <SidecarRow
            key={sidecar.id}
            sidecar={sidecar}
            isOtherVersion={sidecar.version !== items.find(({ isSelf }) => isSelf)?.version}
            onChanged={() => void refresh()}
          />
        ))}
      </ListCard>
      <Places sidecars={items} />
    </div>
  );
}

interface SidecarRowProps {
  readonly sidecar: Sidecar;
  readonly isOtherVersion: boolean;
  readonly onChanged: () => void;
}

function SidecarRow({ sidecar, isOtherVersion, onChanged }: SidecarRowProps) {
  const t = useAdminWords();
  const { api } = useConsole();
  const { moment } = useTimes();
  const { isBusy, failure, run } = useCommand();
  const words = useRefusal();
  const [isAsked, setIsAsked] = useState(false);
  const { id, address, version, since, sites, weight, isDrained, isSelf } = sidecar;
  const init = { params: { path: { id } } };
  const state = isDrained ? t('sidecars.drained') : weight === 0 ? t('sidecars.noSites') : undefined;
  const facts = [
    t('sidecars.sites', { count: sites }),
    t('sidecars.since', { time: moment(since) }),
    `Doorlight ${version}`,
  ];
  return (
    <li
      data-sidecar={address}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3 last:border-b-0"
    >
      <div className="min-w-0 flex-1 basis-64">
        <p className="break-all text-lg font-semibold">
          {address}
          {isSelf && <span className="font-normal text-muted"> · {t('sidecars.self')}</span>}
        </p>
        <p className="text-muted tabular">{facts.join(' · ')}</p>
        {isOtherVersion && <p className="font-semibold">{t('sidecars.otherVersion')}</p>}
        {state !== undefined && <p className="font-semibold">{state}</p>}
        <p role="alert" className="font-semibold empty:hidden">
          {failure}
        </p>
      </div>
      {isDrained && (
        <Button
          disabled={isBusy}
          aria-label={t('sidecars.endDrainOf', { address })}
          onClick={() =>
            void run(ask(api.DELETE('/api/v1/sidecars/{id}/drain', init)), words).then(onChanged)
          }
        >
          {t('sidecars.endDrain')}
        </Button>
      )}
      {!isDrained && weight > 0 && <Button onClick={() => setIsAsked(true)}>{t('sidecars.drain')}</Button>}
      {isAsked && (
        <ConfirmSheet
          title={t('sidecars.drainTitle', { address })}
          hint={t('sidecars.drainHint')}
          action={t('sidecars.drain')}
          call={() => ask(api.PUT('/api/v1/sidecars/{id}/drain', init))}
          words={words}
          onDone={() => {
            setIsAsked(false);
            onChanged();
          }}
          onClose={() => setIsAsked(false)}
        />
      )}
    </li>
  );
}

function Places({ sidecars }: { readonly sidecars: readonly Sidecar[] }) {
  const t = useAdminWords();
  const [search, setSearch] = useState('');
  const [sidecar, setSidecar] = useState('');
  // One that has ended cannot be chosen any more.
  const chosen = sidecars.some(({ id }) => id === sidecar) ? sidecar : '';
  const query = { limit: mostSites, search, ...(chosen !== '' && { sidecar: chosen }) };
  const { value: places, failure } = useFetched(
    `sidecars/sites ${chosen} ${search}`,
    (api) => api.GET('/api/v1/sidecars/sites', { params: { query } }),
    againMs,
  );
  const addressOf = (id: string | undefined) =>
    sidecars.find((each) => each.id === id)?.address ?? t('sidecars.moving');
  return (
    <Panel title={t('sidecars.places')}>
      <div className="mb-3 grid gap-4 sm:grid-cols-2">
        <Field
          type="search"
          label={t('sidecars.find')}
          maxLength={100}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <SelectField
          label={t('sidecars.which')}
          value={chosen}
          onChange={(event) => setSidecar(event.target.value)}
          options={[
            { value: '', name: t('sidecars.all') },
            ...sidecars.map(({ id, address }) => ({ value: id, name: address })),
          ]}
        />
      </div>
      {failure !== undefined && <p className="font-semibold">{failure}</p>}
      <ul aria-label={t('sidecars.places')}>
        {places?.map((site) => (
          <li
            key={site.id}
            data-placed={site.id}
            className="flex flex-wrap justify-between gap-x-4 border-b border-line py-2 last:border-b-0"
          >
            <span className="font-medium">{site.name}</span>
            <span className="break-all text-muted tabular">{addressOf(site.sidecar)}</span>
          </li>
        ))}
      </ul>
      <p role="status" className="mt-2 text-muted empty:hidden">
        {places?.length === 0 && t('sidecars.none')}
        {places?.length === mostSites && t('sidecars.first', { count: String(mostSites) })}
      </p>
    </Panel>
  );
}

function useRefusal(): (failure: ApiFailure) => string | undefined {
  const t = useAdminWords();
  return (failure) => {
    if (failure.kind !== 'refused') return undefined;
    if (failure.status === 404) return t('sidecars.gone');
    return failure.status === 409 ? t('sidecars.last') : undefined;
  };
}
