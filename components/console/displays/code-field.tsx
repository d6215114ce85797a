'use client';

import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { useOrigin } from '../use-origin.ts';

export interface CodeFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (code: string) => void;
}

/** The code of a screen, as large as on the screen, so that both are easy to compare. */
export function CodeField({ value, error, onChange }: CodeFieldProps) {
  const t = useTranslations('fleet');
  const id = useId();
  const noteId = `${id}-note`;
  const address = `${useOrigin()}/display`;
  return (
    <div>
      <label htmlFor={id} className="mb-2 block text-lg font-semibold">
        {t('code')}
      </label>
      <input
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value.toUpperCase())}
        placeholder="K7MQ-4XPD"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        aria-invalid={error !== undefined}
        aria-describedby={noteId}
        className="tabular min-h-16 w-full rounded-xl border border-muted bg-paper px-4 text-3xl font-semibold tracking-widest text-ink placeholder:font-normal placeholder:text-muted"
      />
      <p
        id={noteId}
        role={error === undefined ? undefined : 'alert'}
        className={error === undefined ? 'mt-2 text-muted' : 'mt-2 font-semibold'}
      >
        {error ?? t('codeHint', { address })}
      </p>
    </div>
  );
}
