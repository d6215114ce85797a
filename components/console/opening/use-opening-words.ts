import { useFormatter, useTranslations } from 'use-intl';
import { useIsLive } from '../console-context.ts';
import { useTimes } from '../use-times.ts';
import type { OpeningState } from './use-opening.ts';

/** One of the three morning checks. */
export interface Check {
  readonly key: 'sensors' | 'displays' | 'counters';
  readonly name: string;
  readonly words: string;
  /** `open`: still to be done; `faulty`: needs attention. */
  readonly state: 'done' | 'open' | 'faulty';
}

/** So many are named in a sentence; all of them stand in the list below it. */
const mostNames = 3;

/** The first of many names, and how many others there are. */
export function fewOf(names: readonly string[], others: (count: number) => string): readonly string[] {
  // Where one more would be left out, it is named as shortly.
  if (names.length <= mostNames + 1) return names;
  return [...names.slice(0, mostNames), others(names.length - mostNames)];
}

/** The three checks as text: sensors, displays, counters. Without a connection they are unknown. */
export function useOpeningWords(site: string, opening: OpeningState): readonly Check[] {
  const t = useTranslations('opening');
  const { list } = useFormatter();
  const { sensors, displays, faulty, gone, inside } = opening;
  const opened = useOpenedWords(site, opening);
  const isLive = useIsLive();
  const namesOf = (names: readonly string[]) =>
    list(fewOf(names, (count) => t('others', { count: String(count) })));
  const checks: readonly Check[] = [
    {
      key: 'sensors',
      name: t('sensors'),
      state: faulty.length > 0 ? 'faulty' : sensors.length === 0 ? 'open' : 'done',
      words:
        sensors.length === 0
          ? t('noSensors')
          : faulty.length === 0
            ? t('sensorsOk', { count: sensors.length })
            : t('sensorsFaulty', {
                faulty: String(faulty.length),
                total: String(sensors.length),
                names: namesOf(faulty),
              }),
    },
    {
      key: 'displays',
      name: t('displays'),
      state: gone.length > 0 ? 'faulty' : displays === undefined || displays.length === 0 ? 'open' : 'done',
      words:
        displays === undefined
          ? t('unknown')
          : displays.length === 0
            ? t('noDisplays')
            : gone.length === 0
              ? t('displaysOk', { count: displays.length })
              : t('displaysGone', {
                  gone: String(gone.length),
                  total: String(displays.length),
                  names: namesOf(gone),
                }),
    },
    {
      key: 'counters',
      name: t('counters'),
      state: opened === undefined ? 'open' : 'done',
      words: opened ?? (inside > 0 ? t('countersInside', { count: inside }) : t('notOpened')),
    },
  ];
  if (isLive) return checks;
  return checks.map((check) => ({ ...check, state: 'open', words: t('unknown') }));
}

/** When and by whom the counters were reset today; undefined while they were not. */
export function useOpenedWords(site: string, { opened }: OpeningState): string | undefined {
  const t = useTranslations('opening');
  const { moment } = useTimes(site);
  if (opened === undefined) return undefined;
  const time = moment(opened.at);
  return opened.who === 'schedule' ? t('openedBySchedule', { time }) : t('opened', { time, who: opened.who });
}
