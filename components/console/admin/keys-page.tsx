'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Field } from '#components/ui/field.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { ask } from '#lib/api/client.ts';
import type { ApiKey, NewApiKey } from '#lib/contract/api-key.ts';
import { useConsole } from '../console-context.ts';
import { FormSheet, textOf } from '../form-sheet.tsx';
import { useCommand, useFetched } from '../use-command.ts';
import { useTimes } from '../use-times.ts';
import { useAdminWords } from './admin-words.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { ListCard, ListSkeleton } from './list-card.tsx';
import { type ChosenRoles, chosenRoles, grantedBy, RolesField } from './roles-field.tsx';
import { useRoles } from './use-roles.ts';

/** The keys of programs. */
export function KeysPage() {
  const t = useAdminWords();
  const { api } = useConsole();
  const { moment } = useTimes();
  const { value: keys, failure, refresh } = useFetched('keys', (each) => each.GET('/api/v1/api-keys'));
  const inWords = useRoles(keys ?? []);
  const [isMaking, setIsMaking] = useState(false);
  const [made, setMade] = useState<NewApiKey>();
  const [removed, setRemoved] = useState<ApiKey>();
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-4">
        <p className="max-w-prose text-muted">{t('keys.hint')}</p>
        <Button variant="primary" onClick={() => setIsMaking(true)}>
          {t('keys.make')}
        </Button>
      </div>
      {keys === undefined && failure === undefined && <ListSkeleton rows={1} />}
      {failure !== undefined && <Empty title={t('loadFailed')} hint={failure} />}
      {keys?.length === 0 && <Empty title={t('keys.empty')} hint={t('keys.emptyHint')} />}
      {keys !== undefined && keys.length > 0 && (
        <ListCard label={t('tabs.keys')}>
          {keys.map((key) => (
            <li
              key={key.id}
              data-key={key.name}
              className="flex items-center gap-4 border-b border-line py-3 last:border-b-0"
            >
              <div className="min-w-0 flex-1">
                <p className="truncate text-lg font-semibold">{key.name}</p>
                <p className="text-muted">
                  {inWords(key)} · <span className="tabular">{key.hint}…</span> ·{' '}
                  {t('tablets.madeBy', { who: key.createdBy, when: moment(key.createdAt) })}
                </p>
              </div>
              <Button onClick={() => setRemoved(key)}>{t('remove')}</Button>
            </li>
          ))}
        </ListCard>
      )}
      {isMaking && (
        <MakeSheet
          onMade={(key) => {
            setIsMaking(false);
            setMade(key);
            void refresh();
          }}
          onClose={() => setIsMaking(false)}
        />
      )}
      {made !== undefined && <KeySheet made={made} onClose={() => setMade(undefined)} />}
      {removed !== undefined && (
        <ConfirmSheet
          title={t('keys.removeTitle', { name: removed.name })}
          hint={t('keys.removeHint')}
          action={t('remove')}
          call={() => ask(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id: removed.id } } }))}
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

interface MakeSheetProps {
  readonly onMade: (key: NewApiKey) => void;
  readonly onClose: () => void;
}

function MakeSheet({ onMade, onClose }: MakeSheetProps) {
  const t = useAdminWords();
  const { api } = useConsole();
  const { isBusy, failure, run } = useCommand();
  const [roles, setRoles] = useState<ChosenRoles>(() => chosenRoles('viewer'));
  const [error, setError] = useState<string>();
  const [isNowhere, setIsNowhere] = useState(false);
  const submit = async (entered: FormData) => {
    const name = textOf(entered, 'name');
    const granted = grantedBy(roles);
    setError(name === '' ? t('keys.wrongName') : undefined);
    setIsNowhere(granted === undefined);
    if (name === '' || granted === undefined) return;
    const made = await run(ask(api.POST('/api/v1/api-keys', { body: { name, ...granted } })));
    if (made.ok) onMade(made.value);
  };
  return (
    <FormSheet
      title={t('keys.makeTitle')}
      action={t('keys.make')}
      isDisabled={isBusy}
      failure={isNowhere ? t('people.noSites') : failure}
      onSubmit={(entered) => void submit(entered)}
      onClose={onClose}
    >
      <Field
        label={t('keys.name')}
        name="name"
        placeholder={t('keys.namePlaceholder')}
        maxLength={60}
        error={error}
      />
      <RolesField
        value={roles}
        label={t('keys.role')}
        onChange={(chosen) => {
          setIsNowhere(false);
          setRoles(chosen);
        }}
      />
    </FormSheet>
  );
}

/** Shows a new key, once. */
function KeySheet({ made, onClose }: { readonly made: NewApiKey; readonly onClose: () => void }) {
  const t = useAdminWords();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    // The clipboard is missing when the page uses plain HTTP from another machine: the text can be selected
    // by hand.
    await navigator.clipboard?.writeText(made.key);
    setIsCopied(navigator.clipboard !== undefined);
  };
  return (
    <Sheet
      title={t('keys.madeTitle')}
      hint={t('keys.madeHint')}
      onClose={onClose}
      actions={
        <Button size="large" onClick={onClose}>
          {t('keys.done')}
        </Button>
      }
    >
      <p className="text-base font-medium">{made.name}</p>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <code
          data-api-key
          className="min-w-0 flex-1 select-all break-all rounded-lg border border-muted bg-paper px-3 py-3 text-base"
        >
          {made.key}
        </code>
        <Button variant="primary" size="large" onClick={() => void copy()}>
          <span aria-live="polite">{t(isCopied ? 'copied' : 'copy')}</span>
        </Button>
      </div>
    </Sheet>
  );
}
