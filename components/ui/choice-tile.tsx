import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export interface ChoiceTileProps {
  /** Of the field: one of the tiles with the same name is chosen. */
  readonly name: string;
  readonly value: string;
  readonly isChosen: boolean;
  readonly isDisabled?: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

/** One of a few things to choose from, as a framed tile. */
export function ChoiceTile({
  name,
  value,
  isChosen,
  isDisabled = false,
  onChoose,
  children,
}: ChoiceTileProps) {
  return (
    <label
      className={clsx(
        'flex min-h-touch items-center gap-2 rounded-lg border-2 px-2 py-2 font-medium has-[:focus-visible]:outline has-[:focus-visible]:outline-[3px] has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-ink',
        isChosen ? 'border-ink' : 'border-line',
        isDisabled ? 'text-muted' : 'cursor-pointer',
      )}
    >
      <input
        type="radio"
        name={name}
        value={value}
        checked={isChosen}
        disabled={isDisabled}
        onChange={onChoose}
        className="sr-only"
      />
      {children}
    </label>
  );
}
