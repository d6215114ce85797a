'use client';

import { useTranslations } from 'use-intl';
import { readableId } from '#lib/names.ts';

/** Describes why a zone has its light: from `stale:door-b`, `hold:anna`, `hours` … */
export function useReason(): (reason: string) => string {
  const t = useTranslations('reason');
  return (reason) => {
    const [kind = '', ...rest] = reason.split(':');
    const about = rest.join(':');
    switch (kind) {
      case 'starting':
      case 'stale':
        return t(kind, { sensor: readableId(about) });
      case 'hold':
        return t('hold', { user: about });
      case 'free':
      case 'nearly-full':
      case 'full':
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
