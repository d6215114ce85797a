import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { CheckIcon, WarningIcon } from '#components/ui/icons.tsx';

export interface NoteProps {
  readonly kind: 'done' | 'failed';
  readonly children: ReactNode;
}

/** A result, announced by screen readers when it appears. */
export function Note({ kind, children }: NoteProps) {
  const isDone = kind === 'done';
  return (
    <p
      role={isDone ? 'status' : 'alert'}
      className={clsx('mt-3 flex gap-2', isDone ? 'text-muted' : 'font-semibold')}
    >
      <span className="pt-0.5">{isDone ? <CheckIcon size={20} /> : <WarningIcon size={20} />}</span>
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}
