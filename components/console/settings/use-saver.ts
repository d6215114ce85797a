import { useState } from 'react';
import { type ApiFailure, isChangedMeanwhile } from '#lib/api/client.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { useConsole } from '../console-context.ts';
import { useFailure } from '../use-failure.ts';
import { type EntryAddress, type SettingsDocument, saveEntry } from './settings-api.ts';
import { type LocatedFieldError, useFieldErrors } from './use-field-errors.ts';

/** The result of the last save. */
export type Saved =
  | { readonly kind: 'idle' | 'saving' | 'saved' }
  | {
      readonly kind: 'failed';
      /** As text, if no single field is wrong. */
      readonly message?: string;
      readonly fields: readonly LocatedFieldError[];
      /** Somebody else has changed the same entry meanwhile: the page shows the former state. */
      readonly isOvertaken?: boolean;
    };

export interface Saver {
  readonly saved: Saved;
  /** The entry as it was saved last; undefined for a new one. */
  readonly kept: ConfigEntry | undefined;
  /** @returns the saved entry; undefined if it was not saved */
  save(entry: EntryAddress, document: SettingsDocument): Promise<ConfigEntry | undefined>;
  /** Something was changed since. */
  touch(): void;
}

/**
 * Saves an entry of the configuration, and reports the result. A change by somebody else meanwhile is not
 * overwritten.
 *
 * @param entry the shown entry; undefined for a new one
 */
export function useSaver(entry: ConfigEntry | undefined): Saver {
  const { api } = useConsole();
  const inWords = useFailure();
  const fieldsOf = useFieldErrors();
  const [saved, setSaved] = useState<Saved>({ kind: 'idle' });
  const [kept, setKept] = useState(entry);
  return {
    saved,
    kept,
    touch: () => setSaved((before) => (before.kind === 'idle' ? before : { kind: 'idle' })),
    save: async (address, document) => {
      setSaved({ kind: 'saving' });
      const answer = await saveEntry(api, address, document, kept?.revision ?? null);
      if (answer.ok) {
        setKept(answer.value);
        setSaved({ kind: 'saved' });
        return answer.value;
      }
      setSaved(notSaved(answer.error, fieldsOf(answer.error), inWords));
      return undefined;
    },
  };
}

/**
 * The result of a failed save.
 *
 * @param fields errors of single fields
 */
export function notSaved(
  failure: ApiFailure,
  fields: readonly LocatedFieldError[],
  inWords: (failure: ApiFailure) => string,
): Saved {
  return {
    kind: 'failed',
    fields,
    ...(fields.length === 0 && { message: inWords(failure) }),
    ...(isChangedMeanwhile(failure) && { isOvertaken: true }),
  };
}
