import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export interface PageTitleProps {
  readonly children: ReactNode;
  /** The page says by itself what it is; the title is read aloud only. */
  readonly isHidden?: boolean;
  /** Stands beside the title. */
  readonly aside?: ReactNode;
}

/** What a page is about. */
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
