'use client';

import { useTranslations } from 'use-intl';
import type { Light } from '#lib/contract/light.ts';

/** The lights by their colours, as people call them. */
export function useLightName(): (light: Light) => string {
  const held = useTranslations('heldLight');
  const other = useTranslations('light');
  return (light) => (light === 'unknown' ? other(light) : held(light));
}
