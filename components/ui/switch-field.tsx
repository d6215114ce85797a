import { type Control, Controller, type FieldPathByValue, type FieldValues } from 'react-hook-form';
import { Switch } from './switch.tsx';

export interface SwitchFieldProps<T extends FieldValues> {
  readonly control: Control<T>;
  readonly name: FieldPathByValue<T, boolean>;
  readonly label: string;
  readonly disabled?: boolean;
  /** Somebody has switched it. */
  readonly onSwitch?: () => void;
}

/** A switch of a form. */
export function SwitchField<T extends FieldValues>(props: SwitchFieldProps<T>) {
  const { control, name, label, disabled = false, onSwitch } = props;
  return (
    <Controller
      control={control}
      name={name}
      render={({ field: { value, onChange } }) => (
        <Switch
          label={label}
          checked={value}
          disabled={disabled}
          onChange={(checked) => {
            onChange(checked);
            onSwitch?.();
          }}
        />
      )}
    />
  );
}
