import { z } from 'zod';

/** An id of a site, sensor, zone or display: `a-z 0-9 -`, 1 to 40 characters. */
export const idSchema = z.string().regex(/^[a-z0-9-]{1,40}$/, 'an id of 1 to 40 characters: a-z, 0-9 and -');

/** `<site>/<id>`: how a zone, sensor or display is addressed across sites. */
export type Path = `${string}/${string}`;

/** Joins a site's id and an id inside it: `pathOf('bern', 'store')` is `bern/store`. */
export function pathOf(site: string, id: string): Path {
  return `${site}/${id}`;
}
