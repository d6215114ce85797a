import { useTranslations } from 'use-intl';
import { useFailure } from '../use-failure.ts';
import type { FileFailure } from './device-files.ts';

/** Describes why a file of a device failed, and what to do. */
export function useFileFailure(): (failure: FileFailure) => string {
  const words = useFailure();
  const t = useTranslations('sensorPage.export');
  return (failure) => (failure.kind === 'cut-off' ? t('cutOff') : words(failure, false));
}
