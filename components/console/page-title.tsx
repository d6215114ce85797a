import { clsx } from 'clsx';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { BackIcon } from '#components/ui/icons.tsx';

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

export interface BackTitleProps {
  /** Where the page was opened from. */
  readonly back: string;
  readonly backLabel: string;
  readonly title: ReactNode;
  /** Beside the title. */
  readonly children?: ReactNode;
}

/** The title of a page about one thing, with the way back to all of them. */
export function BackTitle({ back, backLabel, title, children }: BackTitleProps) {
  return (
    <div className="flex min-h-16 items-center gap-2 pb-2 pt-4">
      <Link
        href={back}
        prefetch={false}
        aria-label={backLabel}
        className="-ml-3 inline-flex min-h-touch min-w-touch items-center justify-center rounded-lg hover:bg-line/50"
      >
        <BackIcon />
      </Link>
      <h1 className="line-clamp-2 min-w-0 flex-1 break-words text-2xl font-semibold tracking-tight sm:text-3xl">
        {title}
      </h1>
      {children}
    </div>
  );
}
