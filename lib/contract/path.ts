/** `<site>/<id>`: the path of a zone, sensor or display across sites. */
export type Path = `${string}/${string}`;

/** Joins a site's id and an id inside it: `pathOf('bern', 'store')` is `bern/store`. */
export function pathOf(site: string, id: string): Path {
  return `${site}/${id}`;
}

/** The site of a path. */
export function siteOf(path: Path): string {
  return path.slice(0, path.indexOf('/'));
}

/** The id inside its site. */
export function idOf(path: Path): string {
  return path.slice(path.indexOf('/') + 1);
}
