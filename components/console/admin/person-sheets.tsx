import { useState } from 'react';
import { Field } from '#components/ui/field.tsx';
import { ask } from '#lib/api/client.ts';
import type { Person } from '#lib/contract/person.ts';
import { useConsole } from '../console-context.ts';
import { FormSheet, textOf } from '../form-sheet.tsx';
import { useCommand } from '../use-command.ts';
import { useAdminWords } from './admin-words.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import type { PersonAction } from './person-row.tsx';
import { PersonSheet, useRefusal } from './person-sheet.tsx';

export interface PersonSheetsProps {
  readonly action: PersonAction;
  /** @param message describes what was done */
  readonly onDone: (message?: string) => void;
  readonly onClose: () => void;
}

/** The sheet for an action on a user. */
export function PersonSheets({ action: { kind, person }, onDone, onClose }: PersonSheetsProps) {
  const t = useAdminWords();
  const { api } = useConsole();
  const words = useRefusal();
  const { id, name } = person;
  const init = { params: { path: { id } } };
  const shared = { onClose, words };
  switch (kind) {
    case 'edit':
      return <PersonSheet person={person} onDone={onDone} onClose={onClose} />;
    case 'setPassword':
    case 'setPin':
      return <SecretSheet kind={kind} person={person} onDone={onDone} onClose={onClose} />;
    case 'signOut':
      return (
        <ConfirmSheet
          {...shared}
          title={t('people.signOut')}
          hint={t('people.passwordSetHint', { name })}
          action={t('people.signOut')}
          call={() => ask(api.POST('/api/v1/people/{id}/sign-out', init))}
          onDone={() => onDone(t('people.signedOut', { name }))}
        />
      );
    case 'removePin':
      return (
        <ConfirmSheet
          {...shared}
          title={t('people.removePin')}
          hint={name}
          action={t('people.removePin')}
          call={() => ask(api.DELETE('/api/v1/people/{id}/pin', init))}
          onDone={onDone}
        />
      );
    case 'remove':
      return (
        <ConfirmSheet
          {...shared}
          title={t('people.removeTitle', { name })}
          hint={t('people.removeHint')}
          action={t('remove')}
          call={() => ask(api.DELETE('/api/v1/people/{id}', init))}
          onDone={onDone}
        />
      );
  }
}

interface SecretSheetProps {
  readonly kind: 'setPassword' | 'setPin';
  readonly person: Person;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function SecretSheet({ kind, person: { id, name }, onDone, onClose }: SecretSheetProps) {
  const t = useAdminWords();
  const { api } = useConsole();
  const { isBusy, failure, run } = useCommand();
  const [error, setError] = useState<string>();
  const isPin = kind === 'setPin';
  const submit = async (entered: FormData) => {
    const secret = textOf(entered, 'secret');
    const isRight = isPin ? /^\d{4,6}$/.test(secret) : secret.length >= 8;
    setError(isRight ? undefined : t(isPin ? 'people.wrongPin' : 'people.wrongPassword'));
    if (!isRight) return;
    const params = { path: { id } };
    const { ok } = await run(
      isPin
        ? ask(api.PUT('/api/v1/people/{id}/pin', { params, body: { pin: secret } }))
        : ask(api.PUT('/api/v1/people/{id}/password', { params, body: { password: secret } })),
    );
    if (ok) onDone();
  };
  return (
    <FormSheet
      title={t(isPin ? 'people.pinTitle' : 'people.passwordTitle', { name })}
      hint={isPin ? undefined : t('people.passwordSetHint', { name })}
      action={t(isPin ? 'people.setPin' : 'people.setPassword')}
      isDisabled={isBusy}
      failure={failure}
      onSubmit={(entered) => void submit(entered)}
      onClose={onClose}
    >
      <Field
        label={t(isPin ? 'people.pin' : 'people.password')}
        name="secret"
        type={isPin ? 'text' : 'password'}
        autoComplete={isPin ? 'off' : 'new-password'}
        inputMode={isPin ? 'numeric' : undefined}
        error={error}
      />
    </FormSheet>
  );
}
