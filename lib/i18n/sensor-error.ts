import type { SensorError } from '#lib/contract/sensor-status.ts';
import { describeInEnglish } from './sensor-error/en.ts';

/** Languages in which sensor errors can be told. A language is one file in `sensor-error/` and one line here. */
const languages: Readonly<Record<string, (error: SensorError) => string>> = {
  en: describeInEnglish,
};

/**
 * Says what is wrong with a sensor, and what to do, to somebody who works in the shop: whole sentences that
 * speak of "the sensor", so that the caller puts the sensor's name before them.
 *
 * @param language BCP 47 tag; the region is ignored, and a language without words is told in English
 * @example describeSensorError({ kind: 'timeout', timeoutMs: 5000 })
 *   // 'The sensor took longer than 5 seconds to answer. Check its network cable, or restart it.'
 */
export function describeSensorError(error: SensorError, language = 'en'): string {
  const [primary = 'en'] = language.toLowerCase().split('-');
  const describe = Object.hasOwn(languages, primary) ? languages[primary] : undefined;
  return (describe ?? describeInEnglish)(error);
}
