import type { ReactNode } from 'react';

export interface FigureProps {
  readonly name: string;
  readonly value: ReactNode;
  /** The compared value, as text. */
  readonly before?: ReactNode;
  readonly hint?: ReactNode;
}

/** The numbers of a period side by side; as many per row as fit. */
export function Figures({ children }: { readonly children: ReactNode }) {
  return (
    <dl className="flex flex-wrap gap-px overflow-hidden rounded-xl border border-line bg-line">
      {children}
    </dl>
  );
}

/** One number, large, with its name above and the compared value below. */
export function Figure({ name, value, before, hint }: FigureProps) {
  return (
    <div className="flex min-w-32 flex-1 flex-col bg-raised p-4">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="mt-1 whitespace-nowrap text-xl font-semibold tracking-tight tabular lg:text-2xl">
        {value}
      </dd>
      {before !== undefined && <dd className="mt-0.5 text-sm tabular text-muted">{before}</dd>}
      {hint !== undefined && <dd className="mt-2 text-sm text-muted">{hint}</dd>}
    </div>
  );
}
