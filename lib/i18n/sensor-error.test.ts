import { describe, expect, test } from 'vitest';
import { type SensorError, sensorErrorSchema } from '#lib/contract/sensor-status.ts';
import { languageOf, locales } from './languages.ts';
import { describeSensorError } from './sensor-error.ts';
import { sensorErrorInEnglish } from './sensor-error-in-english.ts';

const say = (error: SensorError, tag: string) =>
  describeSensorError(error, languageOf(tag).sensorError, languageOf(tag).locale);

const one: { readonly [K in SensorError['kind']]: Extract<SensorError, { kind: K }> } = {
  unreachable: { kind: 'unreachable', detail: 'EHOSTUNREACH' },
  timeout: { kind: 'timeout', timeoutMs: 5000 },
  certificate: { kind: 'certificate', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  unauthorized: { kind: 'unauthorized', status: 401 },
  'basic-over-http': { kind: 'basic-over-http' },
  forbidden: { kind: 'forbidden', status: 403 },
  'not-found': { kind: 'not-found', path: '/local/tvpc/.api' },
  'rate-limited': { kind: 'rate-limited' },
  'http-status': { kind: 'http-status', status: 503 },
  invalid: { kind: 'invalid', field: 'in', expected: 'a whole number', found: '"many"' },
  device: { kind: 'device', code: 2101, message: 'Invalid JSON' },
  'not-allowed': { kind: 'not-allowed', address: '169.254.169.254', rule: 'metadata' },
  'other-device': { kind: 'other-device', pinned: 'ACCC8E000001', found: 'ACCC8E000002' },
  'switched-off': { kind: 'switched-off', feature: 'occupancy estimation' },
  'no-channel': { kind: 'no-channel', channel: 'hall', available: ['door', 'stairs'] },
};

describe('describeSensorError', () => {
  test.each(Object.entries(one))(
    'says "%s" in whole sentences without codes of the system',
    (_kind, error) => {
      expect(sensorErrorSchema.safeParse(error).success).toBe(true);
      const words = sensorErrorInEnglish(error);
      expect(words).toMatch(/^[A-Z].*\.$/s);
      expect(words).not.toMatch(/ECONN|EHOST|UND_ERR|undefined|VAPIX|null/);
    },
  );

  test('a silent sensor is reported with what to check first', () => {
    expect(sensorErrorInEnglish(one.unreachable)).toBe(
      'The sensor does not answer. Check its power and network cable.',
    );
  });

  test('an unknown address and a refused connection are not blamed on the cable', () => {
    expect(sensorErrorInEnglish({ kind: 'unreachable', detail: 'ENOTFOUND' })).toMatch(
      /address is not known/,
    );
    expect(sensorErrorInEnglish({ kind: 'unreachable', detail: 'ECONNREFUSED' })).toMatch(/refuses the conn/);
  });

  test.each([
    [
      'Device is configured as occupancy secondary, adjust occupancy on primary device.',
      /^This sensor follows another one\. Reset its primary sensor\./,
    ],
    ['Occupancy estimation is off, turn it on to use this feature.', /^The sensor does not count the people/],
    ['Allow passthrough threshold events is turned off.', /^The sensor does not report people passing/],
    ['Something new.', /^The sensor reports an error\./],
  ])('code 1200 is recognised by its text, and the text is quoted: %s', (message, expected) => {
    const words = sensorErrorInEnglish({ kind: 'device', code: 1200, message });
    expect(words).toMatch(expected);
    expect(words).toContain(message);
  });

  test('a device that gives no text is quoted by its code', () => {
    expect(sensorErrorInEnglish({ kind: 'device', code: 1100, message: '' })).toContain(
      'It says: code 1100.',
    );
  });

  test('durations are said the way people say them', () => {
    expect(sensorErrorInEnglish({ kind: 'timeout', timeoutMs: 900 })).toContain('1 second ');
    expect(sensorErrorInEnglish({ kind: 'rate-limited', retryAfterMs: 300_000 })).toContain('5 minutes');
  });

  test('every language says every error in words of its own, with every value filled in', () => {
    for (const error of Object.values(one)) {
      const reported = locales.map((locale) => say(error, locale));
      expect(new Set(reported).size).toBe(locales.length);
      for (const words of reported) expect(words).not.toMatch(/[{}]|ECONN|EHOST|undefined/);
    }
  });

  test('durations take the plural of their language', () => {
    expect(say({ kind: 'timeout', timeoutMs: 1000 }, 'de')).toContain('länger als 1 Sekunde für');
    expect(say({ kind: 'timeout', timeoutMs: 5000 }, 'de')).toContain('länger als 5 Sekunden für');
    expect(say({ kind: 'rate-limited', retryAfterMs: 300_000 }, 'fr')).toMatch(/dans 5\sminutes\.$/);
  });

  test('what the device itself says is quoted as it is, in any language', () => {
    const error: SensorError = { kind: 'device', code: 2101, message: 'Invalid JSON' };
    expect(say(error, 'de')).toBe('Der Sensor meldet einen Fehler. Er sagt: «Invalid JSON» (Code 2101).');
  });
});
