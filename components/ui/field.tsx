import { type ComponentProps, useId } from 'react';
import { useLocale } from 'use-intl';

export interface FieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  readonly label: string;
  readonly hint?: string;
  /** The error of the entered value. */
  readonly error?: string;
  /** One of several beside each other above what they narrow down. */
  readonly isSmall?: boolean;
  /** Of the whole, where it stands beside others. */
  readonly className?: string;
}

/** The style of text fields and selects. */
export const fieldClass =
  'min-h-12 w-full rounded-lg border border-muted bg-paper px-3 text-lg text-ink placeholder:text-muted';

export function labelClass(isSmall = false): string {
  return isSmall ? 'mb-1 block text-sm text-muted' : 'mb-1.5 block text-base font-medium';
}

/** A text field with its label, and a word where what was entered is wrong. Browsers fill it in only where it says how. */
export function Field({ label, hint, error, isSmall, className, ...input }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={className}>
      <label htmlFor={id} className={labelClass(isSmall)}>
        {label}
      </label>
      <Input
        autoComplete={input.type === 'password' ? 'new-password' : 'off'}
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

export interface SearchFieldProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  /** Stands in the field while it is empty. */
  readonly label: string;
  readonly onChange: (text: string) => void;
}

/** What a list is searched by, above it. */
export function SearchField({ label, onChange, className = '', ...input }: SearchFieldProps) {
  return (
    <input
      maxLength={200}
      {...input}
      type="search"
      aria-label={label}
      placeholder={label}
      onChange={({ target }) => onChange(target.value)}
      className={`${fieldClass} ${className}`}
    />
  );
}

/**
 * A text field; one for a date or a time shows it as the page writes it, where a browser would write it in its own
 * language, times with AM and PM. Such a one needs its `value`.
 */
export function Input(props: ComponentProps<'input'>) {
  const locale = useLocale();
  const { type, value, className } = props;
  // A field of a form has both, and React takes one.
  if (value !== undefined && props.defaultValue !== undefined)
    return <Input {...props} defaultValue={undefined} />;
  if ((type !== 'date' && type !== 'time') || typeof value !== 'string') return <input {...props} />;
  // Nothing stands in an empty one: the browser's own pattern is in its own language, too.
  const shown = type === 'date' ? dateIn(locale, value) : value;
  return (
    <span className="relative block min-w-0">
      <input {...props} className={`peer own-date ${className ?? ''}`} />
      {/* While it is typed the browser shows the parts; its own button for choosing stays at the right. */}
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-px left-px right-11 flex items-center rounded-l-lg bg-paper pl-3 text-lg tabular peer-focus:hidden"
      >
        {shown}
      </span>
    </span>
  );
}

function dateIn(locale: string, value: string): string {
  const noon = new Date(`${value}T12:00:00Z`);
  if (Number.isNaN(noon.getTime())) return '';
  const parts = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, parts).format(noon);
}
