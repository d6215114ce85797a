import { useTranslations } from 'use-intl';
import { useSensorName } from './console-context.ts';

/** Says why a zone has its light, in words: from `stale:door-b`, `hold:anna`, `hours` … */
export function useReason(site: string): (reason: string, redEndsAt?: number) => string {
  const sensorName = useSensorName();
  const t = useTranslations('reason');
  return (reason, redEndsAt) => {
    const [kind = '', ...rest] = reason.split(':');
    const about = rest.join(':');
    switch (kind) {
      case 'starting':
      case 'stale':
        return t(kind, { sensor: sensorName(site, about) });
      case 'hold':
        return t('hold', { user: about });
      case 'full':
        return redEndsAt === undefined ? t('full') : t('fullUntil', { count: redEndsAt });
      case 'free':
      case 'nearly-full':
      case 'hours':
      case 'storage':
      case 'count-lost':
      case 'no-sources':
      case 'expired':
        return t(kind);
      default:
        return t('other', { reason });
    }
  };
}
