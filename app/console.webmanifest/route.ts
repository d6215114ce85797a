import { under } from '#lib/base-path.ts';
import { acceptedLanguages } from '#lib/i18n/door-languages.ts';
import { firstLanguage } from '#lib/i18n/languages.ts';

const icon = (purpose: 'any' | 'maskable', size: number) => ({
  src: under(`/icons/console-${purpose}-${size}.png`),
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
});

/** The manifest by which a tablet installs the console as an app, in the language of its browser. */
export function GET(request: Request): Response {
  const { locale, opening } = firstLanguage(acceptedLanguages(request.headers.get('accept-language') ?? ''));
  const manifest = {
    id: under('/console'),
    name: opening.install.name,
    short_name: 'Doorlight',
    description: opening.install.description,
    lang: locale,
    start_url: under('/console'),
    // Sign-in pages belong to the app.
    scope: under('/'),
    display: 'standalone',
    background_color: '#fafaf9',
    theme_color: '#fafaf9',
    icons: [icon('any', 192), icon('any', 512), icon('maskable', 192), icon('maskable', 512)],
  };
  return new Response(JSON.stringify(manifest), {
    headers: {
      'content-type': 'application/manifest+json; charset=utf-8',
      'cache-control': 'no-cache',
      vary: 'accept-language',
    },
  });
}
