'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { LightMark } from '#components/console/light-mark.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { type ApiFailure, ask, createApi } from '#lib/api/client.ts';
import { under } from '#lib/base-path.ts';
import type { LockedTablet } from '#lib/contract/tablet.ts';
import { useAdminWords } from './admin-words.tsx';
import { PinPad } from './pin-pad.tsx';

export interface UnlockViewProps {
  readonly tablet: LockedTablet;
  /** The page to open after unlocking. */
  readonly returnTo: string;
}

/** A locked shared tablet: choose a user, enter the PIN. */
export function UnlockView({ tablet, returnTo }: UnlockViewProps) {
  const t = useAdminWords();
  const app = useTranslations('app');
  const inWords = useUnlockFailure();
  const [person, setPerson] = useState<LockedTablet['people'][number]>();
  const [failure, setFailure] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  const unlock = async (pin: string) => {
    if (person === undefined) return;
    setIsBusy(true);
    setFailure(undefined);
    const answer = await ask(createApi().POST('/api/v1/unlock', { body: { person: person.id, pin } }));
    if (answer.ok) {
      location.assign(under(returnTo));
      return;
    }
    setIsBusy(false);
    setFailure(inWords(answer.error));
  };
  const choose = (chosen: LockedTablet['people'][number] | undefined) => {
    setPerson(chosen);
    setFailure(undefined);
  };

  return (
    <main className="flex min-h-dvh flex-col items-center bg-paper px-4 py-10 font-sans text-ink antialiased">
      <div className="flex w-full max-w-xl flex-1 flex-col justify-center">
        <div className="mb-8 flex items-center gap-4">
          <LightMark light="closed" />
          <div className="min-w-0">
            <p className="truncate text-2xl font-semibold tracking-tight">{tablet.siteName}</p>
            <p className="text-muted">
              {tablet.name} · {app('name')}
            </p>
          </div>
        </div>
        {person === undefined ? (
          <People people={tablet.people} onChoose={choose} />
        ) : (
          <div className="rounded-2xl border border-line bg-raised p-6 sm:p-8">
            <h1 className="text-2xl font-semibold tracking-tight">
              {t('unlock.hello', { name: person.name })}
            </h1>
            <p className="mb-4 text-muted">{t('unlock.enterPin')}</p>
            <PinPad failure={failure} isBusy={isBusy} onEntered={(pin) => void unlock(pin)} />
            <Button className="mt-6 w-full" onClick={() => choose(undefined)}>
              {t('unlock.back')}
            </Button>
          </div>
        )}
      </div>
      <a
        href={under(`/sign-in?with=password&next=${encodeURIComponent(returnTo)}`)}
        className={buttonClass({ variant: 'quiet' }, 'mt-8 text-muted')}
      >
        {t('unlock.password')}
      </a>
    </main>
  );
}

interface PeopleProps {
  readonly people: LockedTablet['people'];
  readonly onChoose: (person: LockedTablet['people'][number]) => void;
}

function People({ people, onChoose }: PeopleProps) {
  const t = useAdminWords();
  return (
    <>
      <h1 className="mb-4 text-2xl font-semibold tracking-tight">
        {t(people.length === 0 ? 'unlock.nobody' : 'unlock.title')}
      </h1>
      {people.length === 0 && <p className="max-w-prose text-muted">{t('unlock.nobodyHint')}</p>}
      <ul className="grid gap-3 sm:grid-cols-2">
        {people.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              onClick={() => onChoose(person)}
              className="flex min-h-20 w-full items-center rounded-xl border border-line bg-raised px-6 text-left text-xl font-semibold hover:border-muted"
            >
              {person.name}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The tries left are shown below this number. */
const maxWords = 3;

/** Why the tablet stays locked, as text. */
function useUnlockFailure(): (failure: ApiFailure) => string {
  const t = useAdminWords();
  return (failure) => {
    if (failure.kind !== 'refused') return t('unlock.noAnswer');
    if (failure.status === 401) {
      const left = Number(failure.problem?.values?.triesLeft ?? maxWords);
      return left < maxWords ? t('unlock.wrongSoonLocked', { count: left }) : t('unlock.wrong');
    }
    if (failure.status !== 429) return t('failed');
    const seconds = failure.retryAfterS ?? 60;
    return seconds <= 60
      ? t('unlock.tooMany')
      : t('unlock.locked', { minutes: String(Math.ceil(seconds / 60)) });
  };
}

/** The unlock page on a device that is no shared tablet. */
export function NoTablet() {
  const t = useAdminWords();
  return (
    <main className="grid min-h-dvh place-items-center bg-paper px-4 font-sans text-ink antialiased">
      <div className="max-w-md text-center">
        <h1 className="text-2xl font-semibold tracking-tight">{t('unlock.noTablet')}</h1>
        <p className="mt-2 text-muted">{t('unlock.noTabletHint')}</p>
        <a
          href={under('/sign-in?with=password')}
          className={buttonClass({ variant: 'primary', size: 'large' }, 'mt-6 w-full')}
        >
          {t('unlock.password')}
        </a>
      </div>
    </main>
  );
}
