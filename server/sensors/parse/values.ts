import { z } from 'zod';

const digits = /^[+-]?\d+$/;

/** The value of a vendor's number or numeric text, or null if it is not an exact whole number. */
export function wholeNumberOf(value: unknown): number | null {
  const number = typeof value === 'string' && digits.test(value.trim()) ? Number(value) : value;
  // Adding 0 turns -0 into 0.
  return typeof number === 'number' && Number.isSafeInteger(number) ? number + 0 : null;
}

/**
 * A whole number, also as text (`"12"`), as devices in the field write it. Refuses fractions, exponents in text
 * and what JavaScript cannot represent exactly: a rounded count is a wrong count.
 */
export const wholeNumberSchema = z.transform((value: unknown, context): number => {
  const number = wholeNumberOf(value);
  if (number !== null) return number;
  context.addIssue({ code: 'custom', message: 'a whole number' });
  return z.NEVER;
});

/** A count of people that only grows: a {@link wholeNumberSchema} of 0 or more. */
export const totalSchema = z.transform((value: unknown, context): number => {
  const number = wholeNumberOf(value);
  if (number !== null && number >= 0) return number;
  context.addIssue({ code: 'custom', message: 'a whole number of 0 or more' });
  return z.NEVER;
});

const decimal = /^\d+(\.\d+)?$/;

/** A measure of 0 or more that may be a fraction, also as text (`"14.71"`). */
export const decimalSchema = z.transform((value: unknown, context): number => {
  const number = typeof value === 'string' && decimal.test(value.trim()) ? Number(value) : value;
  // Adding 0 turns -0 into 0.
  if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number + 0;
  context.addIssue({ code: 'custom', message: 'a number of 0 or more' });
  return z.NEVER;
});

/** An optional text: numbers are accepted as text, anything else counts as missing. */
export const looseTextSchema = z
  .transform((value: unknown): string | undefined =>
    typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined,
  )
  .optional();

const normalSerial = /^[0-9A-Z]+$/;

/**
 * A serial number (Axis: the MAC address) in the form used for comparison: upper-case, without separators.
 * Undefined if nothing is left, so that an empty serial is no serial.
 *
 * @example normaliseSerial('00:40:8c:18:82:27') // '00408C188227'
 */
export function normaliseSerial(text: string): string | undefined {
  if (normalSerial.test(text)) return text;
  const serial = text.replaceAll(/[^0-9a-z]/gi, '').toUpperCase();
  return serial === '' ? undefined : serial;
}

/**
 * The path of a device's address, without trailing slash: empty for `http://10.0.0.11`, `/cam1` for a device
 * behind a proxy at `https://gate/cam1/`.
 */
export function pathPrefixOf(url: string): string {
  return new URL(url).pathname.replace(/\/+$/, '');
}
