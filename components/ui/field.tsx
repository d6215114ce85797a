import { type ComponentProps, useId } from 'react';

export interface FieldProps extends Omit<ComponentProps<'input'>, 'id' | 'className'> {
  readonly label: string;
  readonly hint?: string;
  /** The error of the entered value. */
  readonly error?: string;
}

/** The style of text fields and selects. */
export const fieldClass =
  'min-h-12 w-full rounded-lg border border-muted bg-paper px-3 text-lg text-ink placeholder:text-muted';

/** A text field with its label and its error. */
export function Field({ label, hint, error, ...input }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-base font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={error !== undefined}
        {...(note !== undefined && { 'aria-describedby': noteId })}
        className={fieldClass}
      />
      {note !== undefined && (
        <p
          id={noteId}
          className={error === undefined ? 'mt-1.5 text-sm text-muted' : 'mt-1.5 text-sm font-semibold'}
        >
          {note}
        </p>
      )}
    </div>
  );
}
