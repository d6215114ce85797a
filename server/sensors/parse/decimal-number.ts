import { z } from 'zod';

const decimal = /^\d+(\.\d+)?$/;

/** A measure of 0 or more that may be a fraction, also as text (`"14.71"`). */
export const decimalSchema = z.unknown().transform((value, context): number => {
  const number = typeof value === 'string' && decimal.test(value.trim()) ? Number(value) : value;
  // Adding 0 turns -0 into 0.
  if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number + 0;
  context.addIssue({ code: 'custom', message: 'a number of 0 or more' });
  return z.NEVER;
});
