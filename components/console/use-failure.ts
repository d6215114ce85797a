'use client';

import { useTranslations } from 'use-intl';
import type { ApiFailure } from '#lib/api/client.ts';

/** Says why a call did not succeed and what to do, in words. `isCommand`: it may have been carried out. */
export function useFailure(): (failure: ApiFailure, isCommand?: boolean) => string {
  const t = useTranslations('failure');
  return (failure, isCommand = true) => {
    if (failure.kind === 'no-answer') return t(isCommand ? 'no-answer' : 'no-answer-read');
    if (failure.kind === 'not-understood') return t('not-understood');
    switch (failure.status) {
      case 401:
        return t('signedOut');
      case 403:
        return t('notAllowed');
      case 404:
        return t('gone');
      case 429:
        return t('tooMany');
      default:
        return t('server');
    }
  };
}
