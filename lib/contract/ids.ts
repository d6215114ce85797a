import { z } from 'zod';

/** An id of a site, sensor, zone or display: `a-z 0-9 -`, 1 to 40 characters. */
export const idSchema = z.string().regex(/^[a-z0-9-]{1,40}$/, 'an id of 1 to 40 characters: a-z, 0-9 and -');
