import { useState } from 'react';
import { Field } from '#components/ui/field.tsx';
import { type ApiFailure, ask, expecting } from '#lib/api/client.ts';
import type { Person } from '#lib/contract/person.ts';
import { useConsole } from '../console-context.ts';
import { FormSheet, textOf } from '../form-sheet.tsx';
import { useCommand } from '../use-command.ts';
import { useAdminWords } from './admin-words.tsx';
import { type ChosenRoles, chosenRoles, grantedBy, RolesField } from './roles-field.tsx';

export interface PersonSheetProps {
  /** The user to change; without one a new user is added. */
  readonly person?: Person;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

interface Wrong {
  readonly field: 'username' | 'password' | 'pin' | 'sites';
  readonly message: string;
}

/** Adds a user, or changes name and roles. */
export function PersonSheet({ person, onDone, onClose }: PersonSheetProps) {
  const t = useAdminWords();
  const { api } = useConsole();
  const { isBusy, failure, run } = useCommand();
  const [roles, setRoles] = useState<ChosenRoles>(() => chosenRoles('staff', person));
  const [wrong, setWrong] = useState<Wrong>();
  const words = useRefusal();
  const errorOf = (field: Wrong['field']) => (wrong?.field === field ? { error: wrong.message } : {});

  const check = (username: string, password: string, pin: string): Wrong | undefined => {
    if (person === undefined && !/^[a-z0-9._-]{3,30}$/.test(username)) {
      return { field: 'username', message: t('people.wrongUsername') };
    }
    if (password !== '' && password.length < 8) {
      return { field: 'password', message: t('people.wrongPassword') };
    }
    if (pin !== '' && !/^\d{4,6}$/.test(pin)) return { field: 'pin', message: t('people.wrongPin') };
    return grantedBy(roles) === undefined ? { field: 'sites', message: t('people.noSites') } : undefined;
  };

  const submit = async (entered: FormData) => {
    const username = textOf(entered, 'username');
    const name = textOf(entered, 'name');
    const password = textOf(entered, 'password');
    const pin = textOf(entered, 'pin');
    const found = check(username, password, pin);
    const where = grantedBy(roles);
    setWrong(found);
    if (found !== undefined || where === undefined) return;
    const named = name === '' ? {} : { name };
    const { ok } = await run(
      person === undefined
        ? ask(
            api.POST('/api/v1/people', {
              body: {
                username,
                ...named,
                ...where,
                ...(password !== '' && { password }),
                ...(pin !== '' && { pin }),
              },
            }),
          )
        : ask(
            api.PUT('/api/v1/people/{id}', {
              params: { path: { id: person.id } },
              body: { ...named, ...where },
              ...expecting(person.revision),
            }),
          ),
      words,
    );
    if (ok) onDone();
  };

  return (
    <FormSheet
      title={person === undefined ? t('people.addTitle') : t('people.editTitle', { name: person.name })}
      action={isBusy ? t('saving') : t(person === undefined ? 'people.add' : 'save')}
      isDisabled={isBusy}
      failure={wrong?.field === 'sites' ? wrong.message : failure}
      onSubmit={(entered) => void submit(entered)}
      onClose={onClose}
    >
      {person === undefined && (
        <Field
          label={t('people.username')}
          hint={t('people.usernameHint')}
          name="username"
          autoCapitalize="none"
          spellCheck={false}
          {...errorOf('username')}
        />
      )}
      <Field
        label={t('people.name')}
        hint={t('people.nameHint')}
        name="name"
        maxLength={60}
        defaultValue={person?.name}
      />
      <RolesField value={roles} onChange={setRoles} />
      {person === undefined && (
        <>
          <Field
            label={t('people.password')}
            hint={t('people.passwordHint')}
            name="password"
            type="password"
            {...errorOf('password')}
          />
          <Field
            label={t('people.pin')}
            hint={t('people.pinHint')}
            name="pin"
            inputMode="numeric"
            {...errorOf('pin')}
          />
        </>
      )}
    </FormSheet>
  );
}

/** Texts of refusals that concern users. */
export function useRefusal(): (failure: ApiFailure) => string | undefined {
  const t = useAdminWords();
  return (failure) => {
    if (failure.kind !== 'refused' || failure.status !== 409) return undefined;
    const isTaken = failure.problem?.errors?.some(({ path }) => path === 'username') === true;
    return t(isTaken ? 'people.taken' : 'people.last');
  };
}
