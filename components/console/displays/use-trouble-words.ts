'use client';

import { useTranslations } from 'use-intl';
import type { DisplayTrouble } from '#lib/display-troubles.ts';
import { useTimes } from '../use-times.ts';

/** The problem of a display as text. */
export function useTroubleWords(site: string, timezone?: string): (trouble: DisplayTrouble) => string {
  const t = useTranslations('fleet');
  const lights = useTranslations('light');
  const { moment } = useTimes(site, timezone);
  return (trouble) => {
    switch (trouble.kind) {
      case 'gone':
        return trouble.since === undefined ? t('goneUnknown') : t('gone', { time: moment(trouble.since) });
      case 'twice':
        return t('twice', { count: trouble.screens });
      case 'errors':
        return t('troubleErrors', { count: trouble.count });
      case 'clock': {
        const seconds = Math.round(Math.abs(trouble.errorMs) / 1000);
        return trouble.errorMs > 0 ? t('clockWrong', { seconds }) : t('clockLate', { seconds });
      }
      case 'version':
        return t('oldVersion', { version: trouble.version });
      case 'contrast':
        return t('lowContrast', { lights: trouble.lights.map((light) => lights(light)).join(', ') });
    }
  };
}
