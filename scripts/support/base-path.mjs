// Where the pages are built for, and into which folder: `BASE_PATH`.

/** `/doorlight`; empty without one. */
export const basePath = (process.env.BASE_PATH ?? '').replace(/\/+$/, '');

/** The folder of the built pages, one for each base path. */
export const pagesFolder =
  basePath === '' ? '.next' : `.next-${basePath.slice(1).replaceAll(/[^A-Za-z0-9._~-]/g, '-')}`;
