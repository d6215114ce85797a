import type { SensorError } from '#lib/contract/sensor-status.ts';
import { deviceMeaning } from './device-meaning.ts';
import { fillIn } from './fill-in.ts';
import type en from './languages/en/sensor-error.json';
import type { WordsLike } from './words-like.ts';

/** The texts of sensor errors in one language: `languageOf(tag).sensorError`. */
export type SensorErrorWords = WordsLike<typeof en>;

/**
 * Describes what is wrong with a sensor, and what to do, for staff: whole sentences about "the sensor", so that
 * the caller puts the sensor's name before them.
 *
 * @param locale BCP 47 tag of the language, for durations
 * @example describeSensorError({ kind: 'timeout', timeoutMs: 5000 }, languageOf('en').sensorError, 'en')
 * // 'The sensor took longer than 5 seconds to answer. Check its network cable, or restart it.'
 */
export function describeSensorError(error: SensorError, words: SensorErrorWords, locale: string): string {
  switch (error.kind) {
    case 'unreachable':
      return unreachable(error.detail, words);
    case 'timeout':
      return fillIn(words.timeout, { duration: duration(error.timeoutMs, locale) });
    case 'not-allowed':
      return fillIn(words.notAllowed[error.rule], { address: error.address });
    case 'certificate':
      return error.fingerprint === undefined
        ? words.certificate
        : fillIn(words.certificateOf, { fingerprint: error.fingerprint });
    case 'unauthorized':
    case 'forbidden':
      return words[error.kind];
    case 'basic-over-http':
      return words.basicOverHttp;
    case 'not-found':
      return fillIn(words.notFound, { path: error.path });
    case 'rate-limited':
      return error.retryAfterMs === undefined
        ? words.rateLimited
        : fillIn(words.rateLimitedFor, { duration: duration(error.retryAfterMs, locale) });
    case 'http-status':
      return fillIn(error.status >= 500 ? words.fault : words.notAccepted, { status: error.status });
    case 'invalid':
      return fillIn(words.invalid, {
        field: error.field === 'body' ? words.wholeAnswer : error.field,
        expected: error.expected,
        found: found(error.found, words.found),
      });
    case 'device':
      return device(error, words);
    case 'other-device':
      return fillIn(words.otherDevice, { pinned: error.pinned, found: error.found });
    case 'switched-off':
      return fillIn(words.switchedOff, {
        feature: error.feature === 'occupancy' ? words.feature.occupancy : capitalized(error.feature),
      });
    case 'no-channel':
      return error.available.length === 0
        ? fillIn(words.noChannelAtAll, { channel: error.channel })
        : fillIn(words.noChannel, { channel: error.channel, available: error.available.join(', ') });
  }
}

function unreachable(detail: string, words: SensorErrorWords): string {
  if (/ENOTFOUND|EAI_AGAIN/.test(detail)) return words.unknownAddress;
  return /ECONNREFUSED/.test(detail) ? words.refused : words.unreachable;
}

function device(error: Extract<SensorError, { kind: 'device' }>, words: SensorErrorWords): string {
  const meaning = words.device[deviceMeaning(error) ?? 'other'];
  const text = error.message.trim();
  return fillIn(text === '' ? words.saysCode : words.says, { meaning, text, code: error.code });
}

/** Names that parsers use if there is nothing to quote. */
function found(reported: string, words: SensorErrorWords['found']): string {
  switch (reported) {
    case 'nothing':
    case 'more':
      return words[reported];
    case 'an HTML page':
      return words.html;
    case 'an empty body':
      return words.empty;
    case 'data that is no text':
      return words.binary;
    default:
      return reported;
  }
}

function duration(ms: number, locale: string): string {
  const count = Math.max(1, Math.round(ms / 1000));
  const [value, unit] = count >= 120 ? [Math.round(count / 60), 'minute'] : [count, 'second'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
