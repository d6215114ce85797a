import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { buttonClass } from '#components/ui/button.tsx';
import { ForwardIcon } from '#components/ui/icons.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { OwnerMark } from './owner-mark.tsx';

export interface EntryListProps {
  readonly title: string;
  /** Text for an empty list. */
  readonly none: string;
  readonly add: { readonly href: string; readonly label: string };
  readonly children: readonly ReactNode[];
}

/** The entries of one kind, and the way to another one. */
export function EntryList({ title, none, add, children }: EntryListProps) {
  return (
    <Panel title={title}>
      {children.length === 0 ? <p className="py-3 text-muted">{none}</p> : <ul>{children}</ul>}
      <Link href={add.href} prefetch={false} className={buttonClass({}, 'mt-3')}>
        {add.label}
      </Link>
    </Panel>
  );
}

export interface EntryRowProps extends ComponentProps<'li'> {
  readonly entry: ConfigEntry;
  readonly href: string;
  readonly name: string;
}

/** One entry, as a link to its page; what else there is to say of it stands below its name. */
export function EntryRow({ entry, href, name, children, ...item }: EntryRowProps) {
  return (
    <li
      {...item}
      className="relative flex min-h-16 items-center gap-3 border-b border-line py-2 last:border-b-0"
    >
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            href={href}
            prefetch={false}
            className="text-lg font-semibold tracking-tight after:absolute after:inset-0"
          >
            {name}
          </Link>
          <OwnerMark owner={entry.managedBy} />
        </p>
        {children}
      </div>
      <ForwardIcon size={20} />
    </li>
  );
}
