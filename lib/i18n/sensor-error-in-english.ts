import type { SensorError } from '#lib/contract/sensor-status.ts';
import sensorError from './languages/en/sensor-error.json' with { type: 'json' };
import { describeSensorError } from './sensor-error.ts';

/** What is wrong with a sensor as the API tells it beside the error itself: programs and logs read English. */
export function sensorErrorInEnglish(error: SensorError): string {
  return describeSensorError(error, sensorError, 'en');
}
