import { useId } from 'react';
import { fieldClass } from '#components/ui/field.tsx';

export interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly T[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
  readonly words: (option: T) => string;
}

/** One of several, in words. */
export function Choice<T extends string>({ label, options, value, onChoose, words }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 block text-base font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option === event.target.value);
          if (chosen !== undefined) onChoose(chosen);
        }}
        className={fieldClass}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {words(option)}
          </option>
        ))}
      </select>
    </div>
  );
}
