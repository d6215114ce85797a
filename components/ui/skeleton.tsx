import { clsx } from 'clsx';

/** A placeholder in the final size. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden="true" className={clsx('breathe rounded-lg bg-line/60', className)} />;
}
