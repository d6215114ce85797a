import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useFailure } from '../use-failure.ts';
import type { DevicePart } from './sensor-context.ts';

export interface PartContentProps<T> {
  readonly part: DevicePart<T>;
  /** The size of the content. */
  readonly skeleton: string;
  readonly children: (value: T) => ReactNode;
}

/** A part of the device's data; a skeleton while loading, and a text with a retry button if it failed. */
export function PartContent<T>({ part, skeleton, children }: PartContentProps<T>) {
  const t = useTranslations('sensorPage');
  const words = useFailure();
  const failure = useTranslations('failure');
  if (part.value !== undefined) return children(part.value);
  if (part.failure === undefined || part.isAsking) return <Skeleton className={skeleton} />;
  return (
    <div role="alert">
      <p className="font-semibold">{t('failed')}</p>
      <p className="mb-3 mt-1 max-w-prose">{words(part.failure, false)}</p>
      <Button onClick={part.askAgain}>{failure('retry')}</Button>
    </div>
  );
}
