'use client';

import { useTranslations } from 'use-intl';
import { deviceMeaning } from '#lib/i18n/device-meaning.ts';
import { nameOfSensor } from '#lib/names.ts';
import { useLive } from '../console-context.ts';
import { useSensorError } from '../use-sensor-error.ts';
import type { OutcomeRow } from './outcome-rows.ts';
import { primaryOf } from './primary-of.ts';

/**
 * Says why a sensor did not obey and what to do, to somebody who has never heard of what it speaks; undefined
 * where it obeyed, or is still asked.
 *
 * @param rows all that answered with it: a primary that was reset with them needs nothing more
 */
export function useOutcomeWords(site: string, rows: readonly OutcomeRow[]) {
  const t = useTranslations('outcome');
  const refusal = useTranslations('refusal');
  const inWords = useSensorError();
  const sensors = useLive((live) => Object.values(live.sensors).filter((sensor) => sensor.site === site));

  const ofSecondary = (row: OutcomeRow): string => {
    const own = sensors.find(({ sensor }) => sensor === row.sensor);
    const secondaries = rows.filter(isSecondary).map(({ sensor }) => sensor);
    const found = own && primaryOf(own, sensors, row.message ?? '', secondaries);
    if (found === undefined) return refusal('secondaryOfUnknown');
    const primary = nameOfSensor(found);
    const isReset = rows.some(({ sensor, outcome }) => sensor === found.sensor && outcome === 'confirmed');
    return refusal(isReset ? 'secondaryDone' : 'secondary', { primary });
  };

  return (row: OutcomeRow): string | undefined => {
    const { outcome, error, reason } = row;
    if (outcome !== 'rejected' && outcome !== 'unreachable' && outcome !== 'accepted') return undefined;
    if (isSecondary(row)) return ofSecondary(row);
    if (error !== undefined) return inWords(error);
    return t(reason === 'superseded' ? 'supersededHint' : `${outcome}Hint`);
  };
}

function isSecondary({ error }: OutcomeRow): boolean {
  return error?.kind === 'device' && deviceMeaning(error) === 'secondary';
}
