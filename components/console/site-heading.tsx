import type { Site } from '#lib/contract/site.ts';
import { useConsole } from './console-context.ts';

/** The name of a site above its content; with only one site the header shows it already. */
export function SiteHeading({ site }: { readonly site: Site }) {
  const { sites } = useConsole();
  return (
    <h2 className={sites.length === 1 ? 'sr-only' : 'mb-2 text-xl font-semibold tracking-tight'}>
      {site.name}
    </h2>
  );
}
