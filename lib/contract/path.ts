/** `<site>/<id>`: the path of a zone, sensor or display across sites. */
export type Path = `${string}/${string}`;

/** Joins a site's id and an id inside it: `pathOf('bern', 'store')` is `bern/store`. */
export function pathOf(site: string, id: string): Path {
  return `${site}/${id}`;
}
