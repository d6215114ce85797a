export interface CheckListProps<T extends string> {
  readonly options: readonly { readonly value: T; readonly name: string }[];
  readonly chosen: readonly T[];
  /** How many can be chosen at most. */
  readonly most?: number;
  readonly onChange: (chosen: readonly T[]) => void;
  readonly className: string;
}

/** Boxes to tick, each large enough for a finger. */
export function CheckList<T extends string>({
  options,
  chosen,
  most,
  onChange,
  className,
}: CheckListProps<T>) {
  return (
    <ul className={className}>
      {options.map(({ value, name }) => {
        const isChosen = chosen.includes(value);
        return (
          <li key={value}>
            <label className="flex min-h-touch cursor-pointer items-center gap-3">
              <input
                type="checkbox"
                className="h-6 w-6 flex-none accent-ink"
                checked={isChosen}
                disabled={!isChosen && most !== undefined && chosen.length >= most}
                onChange={() =>
                  onChange(isChosen ? chosen.filter((each) => each !== value) : [...chosen, value])
                }
              />
              {name}
            </label>
          </li>
        );
      })}
    </ul>
  );
}
