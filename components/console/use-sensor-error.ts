import { useLocale, useMessages } from 'use-intl';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { describeSensorError } from '#lib/i18n/sensor-error.ts';

/** Describes what is wrong with a sensor and what to do, in the language of the page. */
export function useSensorError(): (error: SensorError) => string {
  const { sensorError } = useMessages();
  const locale = useLocale();
  return (error) => describeSensorError(error, sensorError, locale);
}
