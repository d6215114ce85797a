import { clsx } from 'clsx';
import { type ReactNode, useId } from 'react';

export interface PanelProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Stands beside the title. */
  readonly aside?: ReactNode;
  readonly className?: string;
}

/** A part of a page with a title of its own. */
export function Panel({ title, children, aside, className }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={clsx('rounded-xl border border-line bg-raised', className)}>
      <div className="flex min-h-touch flex-wrap items-center justify-between gap-x-4 px-4 pt-3 sm:px-6">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {aside}
      </div>
      <div className="px-4 pb-4 pt-1 sm:px-6 sm:pb-5">{children}</div>
    </section>
  );
}
