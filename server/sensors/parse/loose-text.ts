import { z } from 'zod';

/** A text that is nice to have: numbers are taken as text, anything else as missing. */
export const looseTextSchema = z
  .unknown()
  .transform((value): string | undefined =>
    typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined,
  )
  .optional();
