'use client';

import { useMessages } from 'use-intl';
import type { ApiFailure } from '#lib/api/client.ts';
import { describeFieldError, nameOfField } from '#lib/i18n/field-error.ts';
import { fieldErrors } from './settings-api.ts';

/** What is wrong with one field, in the language of the page. */
export interface LocatedFieldError {
  readonly path: string;
  /** The field as a form calls it. */
  readonly name: string;
  readonly message: string;
}

/** Says by field what is wrong with what was entered, where the sidecar does so. */
export function useFieldErrors(): (failure: ApiFailure) => readonly LocatedFieldError[] {
  const { fieldError } = useMessages();
  return (failure) =>
    fieldErrors(failure).map((error) => ({
      path: error.path,
      name: nameOfField(error.path, fieldError),
      message: describeFieldError(error, fieldError),
    }));
}
