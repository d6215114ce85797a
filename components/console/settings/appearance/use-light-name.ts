import { useTranslations } from 'use-intl';
import type { Light } from '#lib/contract/light.ts';

/** The names of the lights by their colours. */
export function useLightName(): (light: Light) => string {
  const held = useTranslations('heldLight');
  const other = useTranslations('light');
  return (light) => (light === 'unknown' ? other(light) : held(light));
}
