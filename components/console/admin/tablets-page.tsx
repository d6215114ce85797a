'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Field } from '#components/ui/field.tsx';
import { ask } from '#lib/api/client.ts';
import { under } from '#lib/base-path.ts';
import type { Tablet } from '#lib/contract/tablet.ts';
import { useConsole } from '../console-context.ts';
import { FormSheet, textOf } from '../form-sheet.tsx';
import { SiteField } from '../site-field.tsx';
import { useCommand, useFetched } from '../use-command.ts';
import { useNames } from '../use-names.ts';
import { useTimes } from '../use-times.ts';
import { useAdminWords } from './admin-words.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { ListCard, ListSkeleton } from './list-card.tsx';
import { unlockedMinutes } from './unlocked.ts';

/** The tablets that staff shares. */
export function TabletsPage() {
  const t = useAdminWords();
  const { api, sites } = useConsole();
  const { moment } = useTimes();
  const { value: tablets, failure, refresh } = useFetched('tablets', (each) => each.GET('/api/v1/tablets'));
  const [isMaking, setIsMaking] = useState(false);
  const [removed, setRemoved] = useState<Tablet>();
  const names = useNames(tablets?.map(({ site }) => site) ?? []);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-4">
        <p className="max-w-prose text-muted">{t('tablets.hint', { minutes: String(unlockedMinutes) })}</p>
        <Button variant="primary" disabled={sites.length === 0} onClick={() => setIsMaking(true)}>
          {t('tablets.make')}
        </Button>
      </div>
      {tablets === undefined && failure === undefined && <ListSkeleton rows={1} />}
      {failure !== undefined && <Empty title={t('loadFailed')} hint={failure} />}
      {tablets?.length === 0 && <Empty title={t('tablets.empty')} hint={t('tablets.emptyHint')} />}
      {tablets !== undefined && tablets.length > 0 && (
        <ListCard label={t('tabs.tablets')}>
          {tablets.map((tablet) => (
            <li key={tablet.id} className="flex items-center gap-4 border-b border-line py-3 last:border-b-0">
              <div className="min-w-0 flex-1">
                <p className="truncate text-lg font-semibold">
                  {tablet.name} · {names.site(tablet.site)}
                </p>
                <p className="text-muted">
                  {t('tablets.madeBy', { who: tablet.createdBy, when: moment(tablet.createdAt) })}
                </p>
              </div>
              <Button onClick={() => setRemoved(tablet)}>{t('remove')}</Button>
            </li>
          ))}
        </ListCard>
      )}
      {isMaking && <MakeSheet onClose={() => setIsMaking(false)} />}
      {removed !== undefined && (
        <ConfirmSheet
          title={t('tablets.removeTitle', { name: removed.name })}
          hint={t('tablets.removeHint')}
          action={t('remove')}
          call={() => ask(api.DELETE('/api/v1/tablets/{id}', { params: { path: { id: removed.id } } }))}
          onDone={() => {
            setRemoved(undefined);
            void refresh();
          }}
          onClose={() => setRemoved(undefined)}
        />
      )}
    </>
  );
}

function MakeSheet({ onClose }: { readonly onClose: () => void }) {
  const t = useAdminWords();
  const { api, sites } = useConsole();
  const { isBusy, failure, run } = useCommand();
  const [error, setError] = useState<string>();
  const [site, setSite] = useState(sites[0]?.id ?? '');
  const submit = async (entered: FormData) => {
    const name = textOf(entered, 'name');
    setError(name === '' ? t('tablets.wrongName') : undefined);
    if (name === '') return;
    const { ok } = await run(ask(api.POST('/api/v1/tablets', { body: { name, site } })));
    if (!ok) return;
    await ask(api.POST('/api/auth/sign-out', { body: {} }));
    location.assign(under('/console/unlock'));
  };
  return (
    <FormSheet
      title={t('tablets.makeTitle')}
      hint={t('tablets.makeHint')}
      action={t('tablets.make')}
      isDisabled={isBusy}
      failure={failure}
      onSubmit={(entered) => void submit(entered)}
      onClose={onClose}
    >
      <Field
        label={t('tablets.name')}
        name="name"
        placeholder={t('tablets.namePlaceholder')}
        maxLength={60}
        error={error}
      />
      <SiteField label={t('tablets.site')} value={site} onChange={setSite} />
    </FormSheet>
  );
}
