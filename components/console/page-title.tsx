import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export interface PageTitleProps {
  readonly children: ReactNode;
  /** The title is only for screen readers, because the page itself shows it. */
  readonly isHidden?: boolean;
  /** Stands beside the title. */
  readonly aside?: ReactNode;
}

/** The title of a page. */
export function PageTitle({ children, isHidden = false, aside }: PageTitleProps) {
  return (
    <div
      className={clsx(isHidden ? 'sr-only' : 'flex min-h-16 items-center justify-between gap-4 pb-4 pt-5')}
    >
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{children}</h1>
      {aside}
    </div>
  );
}
