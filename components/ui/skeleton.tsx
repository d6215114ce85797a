import { clsx } from 'clsx';

/** Stands where something will be, in its final size. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden="true" className={clsx('breathe rounded-lg bg-line/60', className)} />;
}
