import type { ReactNode } from 'react';
import { Skeleton } from '#components/ui/skeleton.tsx';

/** A list on one sheet of paper. */
export function ListCard({ children, label }: { readonly children: ReactNode; readonly label: string }) {
  return (
    <ul aria-label={label} className="rounded-xl border border-line bg-raised px-4 sm:px-6">
      {children}
    </ul>
  );
}

/** Placeholder rows while a list is loading. */
export function ListSkeleton({ rows = 3 }: { readonly rows?: number }) {
  return (
    <div aria-hidden="true" className="rounded-xl border border-line bg-raised px-4 sm:px-6">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className="border-b border-line py-5 last:border-b-0">
          <Skeleton className="h-6 w-48" />
          <Skeleton className="mt-2 h-4 w-32" />
        </div>
      ))}
    </div>
  );
}
