export interface PickOneProps {
  readonly label: string;
  readonly name: string;
  readonly value: string | undefined;
  readonly onPick: (id: string) => void;
  readonly choices: readonly { readonly id: string; readonly name: string; readonly note?: string }[];
}

/** A choice with large targets. */
export function PickOne({ label, name, value, onPick, choices }: PickOneProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-lg font-semibold">{label}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {choices.map((choice) => (
          <label
            key={choice.id}
            className="flex min-h-16 cursor-pointer items-center gap-4 rounded-xl border border-line bg-raised px-5 py-3 hover:border-muted has-[:checked]:border-ink has-[:focus-visible]:outline has-[:checked]:ring-1 has-[:checked]:ring-ink"
          >
            <input
              type="radio"
              name={name}
              value={choice.id}
              checked={choice.id === value}
              onChange={() => onPick(choice.id)}
              className="h-5 w-5 flex-none accent-ink"
            />
            <span className="min-w-0">
              <span className="block text-xl font-semibold tracking-tight">{choice.name}</span>
              {choice.note !== undefined && <span className="block text-muted">{choice.note}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
