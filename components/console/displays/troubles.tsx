import { useTranslations } from 'use-intl';
import { WarningIcon } from '#components/ui/icons.tsx';
import type { DisplayTrouble } from '#lib/display-troubles.ts';
import { useTimes } from '../use-times.ts';

export interface TroublesProps {
  /** Of the display; its time zone where the console does not know the site. */
  readonly site: string;
  readonly timezone?: string;
  readonly troubles: readonly DisplayTrouble[];
}

/** The problems of a display, each in a line. */
export function Troubles({ site, timezone, troubles }: TroublesProps) {
  const words = useTroubleWords(site, timezone);
  return troubles.map((each) => (
    <p key={each.kind} data-trouble={each.kind} className="flex gap-2 font-semibold tabular">
      <WarningIcon size={18} />
      <span className="min-w-0">{words(each)}</span>
    </p>
  ));
}

function useTroubleWords(site: string, timezone?: string): (trouble: DisplayTrouble) => string {
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
