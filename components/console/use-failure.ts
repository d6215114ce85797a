import { useLocale, useMessages, useTranslations } from 'use-intl';
import type { ApiFailure } from '#lib/api/client.ts';
import { describeProblem } from '#lib/i18n/problem.ts';

/** Describes why a call failed and what to do. `isCommand`: it may have been carried out. */
export function useFailure(): (failure: ApiFailure, isCommand?: boolean) => string {
  const t = useTranslations('failure');
  const { problem, fieldError, sensorError } = useMessages();
  const locale = useLocale();
  return (failure, isCommand = true) => {
    if (failure.kind === 'no-answer') return t(isCommand ? 'no-answer' : 'no-answer-read');
    if (failure.kind === 'not-understood') return t('not-understood');
    const text =
      failure.problem && describeProblem(failure.problem, { locale, problem, fieldError, sensorError });
    if (text !== undefined) return text;
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
