import { clsx } from 'clsx';
import { type ComponentProps, useId } from 'react';
import { fieldClass, labelClass } from './field.tsx';

export interface SelectFieldProps extends Omit<ComponentProps<'select'>, 'id'> {
  readonly label: string;
  readonly hint?: string;
  /** What can be chosen, after the children. */
  readonly options?: readonly { readonly value: string | number; readonly name: string }[];
  /** One of several beside each other above what they narrow down. */
  readonly isSmall?: boolean;
  /** Of the whole, where it stands beside others. */
  readonly className?: string;
  /** The label is read aloud only: what stands above says it already. */
  readonly isLabelHidden?: boolean;
}

/** A choice with its label. */
export function SelectField(props: SelectFieldProps) {
  const { label, hint, options, isSmall, isLabelHidden = false, className, children, ...select } = props;
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className={clsx('min-w-0', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : labelClass(isSmall)}>
        {label}
      </label>
      <select
        {...select}
        id={id}
        {...(hint !== undefined && { 'aria-describedby': noteId })}
        className={fieldClass}
      >
        {children}
        {options?.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p id={noteId} className="mt-1.5 text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
