import { SelectField } from '#components/ui/select-field.tsx';

export interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly T[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
  readonly words: (option: T) => string;
}

/** One of several, in words. */
export function Choice<T extends string>({ label, options, value, onChoose, words }: ChoiceProps<T>) {
  return (
    <SelectField
      label={label}
      value={value}
      options={options.map((option) => ({ value: option, name: words(option) }))}
      onChange={({ target }) => {
        const chosen = options.find((option) => option === target.value);
        if (chosen !== undefined) onChoose(chosen);
      }}
    />
  );
}
