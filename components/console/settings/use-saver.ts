'use client';

import { useState } from 'react';
import { type EntryAddress, type SettingsDocument, saveEntry } from '#lib/console/settings-api.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { useConsole } from '../console-context.ts';
import { useFailure } from '../use-failure.ts';
import { type ToldFieldError, useFieldErrors } from '../use-field-errors.ts';

/** How the last save went. */
export type Saved =
  | { readonly kind: 'idle' | 'saving' | 'saved' }
  | {
      readonly kind: 'failed';
      /** In words, where nothing is wrong with a single field. */
      readonly message?: string;
      readonly fields: readonly ToldFieldError[];
    };

export interface Saver {
  readonly saved: Saved;
  /** @returns the entry as it is now; undefined where it was not saved */
  save(entry: EntryAddress, document: SettingsDocument): Promise<ConfigEntry | undefined>;
  /** Something was changed since. */
  touch(): void;
}

/** Saves entries of the configuration, and tells how it went. */
export function useSaver(): Saver {
  const { api } = useConsole();
  const inWords = useFailure();
  const fieldsOf = useFieldErrors();
  const [saved, setSaved] = useState<Saved>({ kind: 'idle' });
  return {
    saved,
    touch: () => setSaved((before) => (before.kind === 'idle' ? before : { kind: 'idle' })),
    save: async (entry, document) => {
      setSaved({ kind: 'saving' });
      const answer = await saveEntry(api, entry, document);
      if (answer.ok) {
        setSaved({ kind: 'saved' });
        return answer.value;
      }
      const fields = fieldsOf(answer.error);
      setSaved({ kind: 'failed', fields, ...(fields.length === 0 && { message: inWords(answer.error) }) });
      return undefined;
    },
  };
}
