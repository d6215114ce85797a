import { under } from '#lib/base-path.ts';
import type { PublicSite } from '#lib/contract/public-site.ts';
import type { PageWords } from './now-page.ts';

const icon = (purpose: 'any' | 'maskable', size: number) => ({
  src: under(`/icons/console-${purpose}-${size}.png`),
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
});

/** The manifest by which visitors install the public page on the home screen. */
export function manifestOf({ site, name }: PublicSite, { now, lang }: PageWords): object {
  return {
    id: under(`/now/${site}`),
    name,
    short_name: name,
    description: now.title,
    lang,
    start_url: under(`/now/${site}?lang=${lang}`),
    scope: under(`/now/${site}`),
    display: 'standalone',
    background_color: '#fafaf9',
    theme_color: '#fafaf9',
    icons: [icon('any', 192), icon('any', 512), icon('maskable', 192), icon('maskable', 512)],
  };
}
