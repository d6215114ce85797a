import { Switch as Primitive } from 'radix-ui';
import { useId } from 'react';

export interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A switch that takes effect at once. */
export function Switch({ label, checked, disabled = false, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex min-h-touch items-center gap-3">
      <Primitive.Root
        id={id}
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        className="group inline-flex min-h-touch min-w-touch flex-none items-center rounded-lg"
      >
        <span className="flex h-8 w-14 items-center rounded-full border-2 border-ink p-0.5 transition-colors motion-reduce:transition-none group-data-[state=checked]:bg-ink group-disabled:border-muted">
          <Primitive.Thumb className="h-6 w-6 rounded-full bg-ink transition-transform motion-reduce:transition-none data-[state=checked]:translate-x-6 data-[state=checked]:bg-paper" />
        </span>
      </Primitive.Root>
      <label htmlFor={id} className="cursor-pointer font-medium">
        {label}
      </label>
    </div>
  );
}
