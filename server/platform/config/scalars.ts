import { IANAZone } from 'luxon';
import { z } from 'zod';
import { idSchema } from '#lib/contract/ids.ts';
import type { SensorFamily } from '#server/sensors/driver.ts';
import type { DeviceTls } from '#server/sensors/http/device-http.ts';
import { nearest } from './nearest.ts';
import { parseHours, parseTime } from './parse-hours.ts';

/** Messages complete "expected …"; for values that are not text the general message is used. */
export const idValue = z
  .string()
  .refine((text) => idSchema.safeParse(text).success, 'an id of 1 to 40 characters: a-z, 0-9 and -');

/** A name that people read. */
export const nameValue = z.string().trim().min(1, 'text that is not empty').max(100);

/** User names, passwords, keys: used unchanged. */
export const secretValue = z.string().min(1, 'text that is not empty').max(1000);

export const timezoneValue = z.string().superRefine((text, context) => {
  // Offsets such as +02:00 have no summer time. Zones that were made are kept: to examine one takes longer than all else.
  if (/^[A-Za-z]/.test(text) && IANAZone.create(text).isValid) return;
  const meant = nearest(text, Intl.supportedValuesOf('timeZone'));
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  context.addIssue({ code: 'custom', message: `an IANA timezone such as Europe/Zurich${hint}` });
});

/** BCP 47 tags, in their canonical form. */
export const languagesValue = z
  .array(
    z.string({ error: 'a language such as de or fr' }).transform((tag, context) => {
      const canonical = canonicalLanguage(tag);
      if (canonical !== undefined) return canonical;
      context.addIssue({ code: 'custom', message: 'a language such as de, fr or pt-BR (BCP 47)' });
      return z.NEVER;
    }),
    { error: 'a list of languages such as [de, fr, en]' },
  )
  .min(1)
  .refine((tags) => new Set(tags).size === tags.length, 'each language once');

function canonicalLanguage(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

const timeOfDayExpected = 'a time of day from "00:00" to "23:59", in quotes';

/** A time of day: `07:00`. */
export const timeOfDayValue = z.string({ error: timeOfDayExpected }).transform((text, context) => {
  const minutes = parseTime(text);
  if (minutes !== undefined && minutes < 1440)
    return { hour: Math.floor(minutes / 60), minute: minutes % 60 };
  context.addIssue({ code: 'custom', message: timeOfDayExpected });
  return z.NEVER;
});

export const hoursValue = z
  .record(z.string(), z.unknown(), {
    error: 'days with their times, such as mon-fri: "08:00-20:00" and sun: closed',
  })
  .transform((written, context) => {
    const parsed = parseHours(written);
    if (parsed.ok && Object.keys(written).length > 0) return parsed.hours;
    if (parsed.ok) context.addIssue({ code: 'custom', message: 'at least one day' });
    else
      for (const { key, expected } of parsed.problems)
        context.addIssue({ code: 'custom', message: expected, path: [key] });
    return z.NEVER;
  });

const urlExpected = 'an http or https address such as http://10.0.0.11';

/** The address of a device, without trailing slash. */
export const urlValue = z.string({ error: urlExpected }).transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const message = url === undefined ? urlExpected : urlProblem(url);
  if (url !== undefined && message === undefined) return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  context.addIssue({ code: 'custom', message: message ?? urlExpected });
  return z.NEVER;
});

const brokerExpected = 'the address of an MQTT broker such as mqtt://10.0.0.5:1883 or mqtts://broker.example';

/** The address of each kind that a family of sensors has. */
export const addressValues: Readonly<Record<NonNullable<SensorFamily['address']>, z.ZodType<string>>> = {
  device: urlValue,
  /** With its query; `#…` is never sent. */
  whole: z.string({ error: urlExpected }).transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const message = url === undefined ? urlExpected : urlProblem(url, true);
    if (url !== undefined && message === undefined) return url.href;
    context.addIssue({ code: 'custom', message: message ?? urlExpected });
    return z.NEVER;
  }),
  broker: z.string({ error: brokerExpected }).transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isBroker = url !== undefined && /^mqtts?:$/.test(url.protocol) && url.hostname !== '';
    const message =
      !isBroker || /[?#]|[^/]\/./.test(text.slice(8)) ? brokerExpected : credentialsProblem(url);
    if (isBroker && message === undefined) return `${url.protocol}//${url.host}`;
    context.addIssue({ code: 'custom', message: message ?? brokerExpected });
    return z.NEVER;
  }),
  /** A device that comes by itself may have an address where people look at it. */
  none: urlValue.default('push:'),
};

function urlProblem(url: URL, hasQuery = false): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return urlExpected;
  const problem = credentialsProblem(url);
  if (problem !== undefined) return problem;
  if (hasQuery) return url.hash === '' ? undefined : 'an address without #';
  return url.search !== '' || url.hash !== '' ? 'an address without ? and #' : undefined;
}

function credentialsProblem(url: URL): string | undefined {
  return url.username === '' && url.password === ''
    ? undefined
    : 'an address without user name and password: give them as username: and password:';
}

const tlsExpected = 'verify, insecure, or the SHA-256 fingerprint of the certificate (64 hexadecimal digits)';

/** A fingerprint is stored in lower case, without colons. */
export const tlsValue = z.string({ error: tlsExpected }).transform((text, context): DeviceTls => {
  if (text === 'verify' || text === 'insecure') return text;
  const digits = text.replaceAll(':', '').toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits)) return { fingerprint: digits };
  context.addIssue({ code: 'custom', message: tlsExpected });
  return z.NEVER;
});
