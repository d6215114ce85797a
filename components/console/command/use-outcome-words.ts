import { useTranslations } from 'use-intl';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import { deviceMeaning } from '#lib/i18n/device-meaning.ts';
import { nameOfSensor } from '#lib/names.ts';
import { useLive } from '../console-context.ts';
import { useSensorError } from '../use-sensor-error.ts';
import type { OutcomeRow } from './outcome-rows.ts';

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

/**
 * The primary of a secondary sensor, as far as it can be found: devices do not name their primary. It is the
 * sensor whose serial number or address is in the device's message, else the only other sensor of its family at
 * the site that has not refused as a secondary itself.
 *
 * @param message the device's message
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
