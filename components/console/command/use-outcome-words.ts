'use client';

import { useTranslations } from 'use-intl';
import { deviceMeaning } from '#lib/i18n/device-meaning.ts';
import { readableId } from '#lib/names.ts';
import { useLive } from '../console-context.ts';
import { useSensorError } from '../use-sensor-error.ts';
import type { OutcomeRow } from './outcome-rows.ts';
import { primaryOf } from './primary-of.ts';

/**
 * Describes why a sensor did not confirm and what to do, in plain language; undefined if it confirmed, or has
 * not answered yet.
 *
 * @param rows all sources of the command: a primary that was reset with them needs nothing more
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
    const primary = readableId(found.sensor);
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
