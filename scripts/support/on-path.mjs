import { delimiter, join } from 'node:path';

/**
 * Where programs would lie in the folders of `PATH`, in the order in which a shell looks for each.
 *
 * @param {readonly string[]} names
 */
export function placesOnPath(names) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
}
