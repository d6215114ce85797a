import type { Alert } from '#lib/contract/alert.ts';

/**
 * The page of the console that an alert is about; undefined where the reader may not open it.
 *
 * @param isMany whether the pages of the console show one site at a time
 * @param mayConfigure whether the reader may open the settings
 */
export function alertAddress(
  { kind, site, subject }: Pick<Alert, 'kind' | 'site' | 'subject'>,
  { isMany, mayConfigure }: { readonly isMany: boolean; readonly mayConfigure: boolean },
): string | undefined {
  const settings = `/console/settings/${site}`;
  switch (kind) {
    case 'sensor':
      return `/console/sensors/${site}/${subject}`;
    case 'display':
      return isMany ? `/console/displays?site=${site}` : '/console/displays';
    case 'calendar':
      return mayConfigure ? `${settings}/calendar` : undefined;
    case 'lamp':
      return mayConfigure ? `${settings}/lamps/${subject}` : undefined;
    case 'nearly-full':
    case 'likely-full':
    case 'full':
    case 'drift':
      return `/console/zones/${site}/${subject}`;
  }
}
