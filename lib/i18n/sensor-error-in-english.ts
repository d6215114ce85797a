import type { SensorError } from '#lib/contract/sensor-status.ts';
import sensorError from './languages/en/sensor-error.json' with { type: 'json' };
import { describeSensorError } from './sensor-error.ts';

/** A sensor error as English text beside the error itself: for programs and logs. */
export function sensorErrorInEnglish(error: SensorError): string {
  return describeSensorError(error, sensorError, 'en');
}
