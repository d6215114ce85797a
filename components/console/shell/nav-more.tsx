import { clsx } from 'clsx';
import Link from 'next/link';
import { useState } from 'react';
import { type IconProps, WaitIcon } from '#components/ui/icons.tsx';

export interface NavMoreProps {
  readonly label: string;
  /** Whether one of its pages is open. */
  readonly isHere: boolean;
  readonly entries: readonly {
    readonly name: string;
    readonly href: string;
    readonly Icon: (props: IconProps) => React.JSX.Element;
  }[];
}

/** The pages that do not fit in a phone's navigation bar, in a list above it. */
export function NavMore({ label, isHere, entries }: NavMoreProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: leaving the list, by key or focus, closes it
    <div
      onKeyDown={({ key }) => {
        if (key === 'Escape') setIsOpen(false);
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setIsOpen(false);
      }}
    >
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className={clsx(
          'flex min-h-16 w-full flex-col items-center justify-center gap-1 text-xs font-medium -outline-offset-2',
          isHere ? 'text-ink shadow-[inset_0_3px_0_rgb(var(--ink))]' : 'text-muted',
        )}
      >
        <WaitIcon />
        {label}
      </button>
      {isOpen && (
        <ul className="fade-in absolute bottom-full right-2 mb-2 min-w-56 rounded-xl border border-line bg-raised p-2 shadow-xl">
          {entries.map(({ name, href, Icon }) => (
            <li key={href}>
              <Link
                href={href}
                prefetch={false}
                onClick={() => setIsOpen(false)}
                className="flex min-h-12 items-center gap-3 rounded-lg px-3 font-medium hover:bg-line/60"
              >
                <Icon />
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
