import { z } from 'zod';

const digits = /^[+-]?\d+$/;

/** What a vendor's number or numeric text says, or null when it is no whole number that is exact. */
export function wholeNumberOf(value: unknown): number | null {
  const number = typeof value === 'string' && digits.test(value.trim()) ? Number(value) : value;
  // Adding 0 turns -0 into 0.
  return typeof number === 'number' && Number.isSafeInteger(number) ? number + 0 : null;
}

/**
 * A whole number, also as text (`"12"`), as devices in the field write it. Refuses fractions, exponents in
 * text and what JavaScript cannot hold exactly: a count that is rounded is a wrong count.
 */
export const wholeNumberSchema = z.unknown().transform((value, context): number => {
  const number = wholeNumberOf(value);
  if (number !== null) return number;
  context.addIssue({ code: 'custom', message: 'a whole number' });
  return z.NEVER;
});

/** A count of people that only grows: a {@link wholeNumberSchema} of 0 or more. */
export const totalSchema = z.unknown().transform((value, context): number => {
  const number = wholeNumberOf(value);
  if (number !== null && number >= 0) return number;
  context.addIssue({ code: 'custom', message: 'a whole number of 0 or more' });
  return z.NEVER;
});
