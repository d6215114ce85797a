import { useMessages } from 'use-intl';
import type { ApiFailure } from '#lib/api/client.ts';
import { describeFieldError, nameOfField } from '#lib/i18n/field-error.ts';
import { fieldErrors } from './settings-api.ts';

/** The error of one field, in the language of the page. */
export interface LocatedFieldError {
  readonly path: string;
  /** The form's name of the field. */
  readonly name: string;
  readonly message: string;
}

/** Describes the errors of entered values by field, if the sidecar reports them. */
export function useFieldErrors(): (failure: ApiFailure) => readonly LocatedFieldError[] {
  const { fieldError } = useMessages();
  return (failure) =>
    fieldErrors(failure).map((error) => ({
      path: error.path,
      name: nameOfField(error.path, fieldError),
      message: describeFieldError(error, fieldError),
    }));
}
