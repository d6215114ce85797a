import { clsx } from 'clsx';
import { useId } from 'react';

export interface SegmentsProps<T extends string> {
  /** Label for screen readers. */
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly name: string }[];
  readonly onChange: (value: T) => void;
}

/** A choice among a few, side by side: native radio buttons with the console's style. */
export function Segments<T extends string>({ label, value, options, onChange }: SegmentsProps<T>) {
  const group = useId();
  return (
    <fieldset className="flex w-fit max-w-full flex-wrap rounded-lg border border-muted bg-paper p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={clsx(
            'relative flex min-h-touch min-w-touch items-center justify-center rounded-md px-3 font-medium sm:px-4',
            'focus-within:outline focus-within:outline-[3px] focus-within:outline-offset-2 focus-within:outline-ink',
            option.value === value ? 'bg-ink text-paper' : 'hover:bg-line/50',
          )}
        >
          <input
            type="radio"
            name={group}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 h-full w-full cursor-pointer opacity-0"
          />
          {option.name}
        </label>
      ))}
    </fieldset>
  );
}
