import { type ComponentProps, useId } from 'react';
import { fieldClass } from '#components/ui/field.tsx';

export interface SelectFieldProps extends Omit<ComponentProps<'select'>, 'id' | 'className'> {
  readonly label: string;
  readonly hint?: string;
  /** The label is only for screen readers: the text above shows it already. */
  readonly isLabelHidden?: boolean;
}

/** A choice with its label. */
export function SelectField({ label, hint, isLabelHidden = false, children, ...select }: SelectFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'mb-1.5 block text-base font-medium'}>
        {label}
      </label>
      <select
        {...select}
        id={id}
        {...(hint !== undefined && { 'aria-describedby': noteId })}
        className={fieldClass}
      >
        {children}
      </select>
      {hint !== undefined && (
        <p id={noteId} className="mt-1.5 text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
