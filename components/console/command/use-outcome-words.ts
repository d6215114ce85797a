'use client';

import { useTranslations } from 'use-intl';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import { deviceMeaning } from '#lib/i18n/device-meaning.ts';
import { readableId } from '#lib/names.ts';
import { useLive } from '../console-context.ts';
import { useSensorError } from '../use-sensor-error.ts';
import type { OutcomeRow } from './outcome-rows.ts';

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

/**
 * The sensor a secondary belongs to, as far as that can be told: devices do not name their primary. It is the
 * one whose serial number or address the device says, else the only other sensor of its family at the site
 * that has not refused as a secondary itself.
 *
 * @param said the device's words
 * @param secondaries ids of the sensors of the site that refused as secondaries
 */
export function primaryOf(
  { site, sensor, driver, serial }: SensorStatus,
  sensors: readonly SensorStatus[],
  message: string,
  secondaries: readonly string[],
): SensorStatus | undefined {
  const others = sensors.filter(
    (other) => other.site === site && other.sensor !== sensor && other.driver === driver,
  );
  const named = others.find(
    (other) =>
      (other.serial !== undefined && (other.serial === serial || message.includes(other.serial))) ||
      message.includes(hostOf(other.url)),
  );
  if (named !== undefined) return named;
  const possible = others.filter((other) => !secondaries.includes(other.sensor));
  return possible.length === 1 ? possible[0] : undefined;
}

function hostOf(url: string): string {
  return new URL(url).host;
}
