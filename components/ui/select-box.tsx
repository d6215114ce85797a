import { clsx } from 'clsx';

export interface SelectBoxProps {
  /** For screen readers: what is selected with it. */
  readonly label: string;
  readonly isSelected: boolean;
  readonly onToggle: () => void;
  readonly className?: string;
}

/** Selects a row of a list; as large as a finger needs it. */
export function SelectBox({ label, isSelected, onToggle, className }: SelectBoxProps) {
  return (
    <label
      className={clsx('flex min-h-touch min-w-touch cursor-pointer items-center justify-center', className)}
    >
      <span className="sr-only">{label}</span>
      <input
        type="checkbox"
        checked={isSelected}
        onChange={onToggle}
        className="h-6 w-6 cursor-pointer accent-ink"
      />
    </label>
  );
}
