import { headers } from 'next/headers';
import { under } from '#lib/base-path.ts';
import { consoleLanguage, wantedLanguages } from '#lib/i18n/console.ts';

/** With a plain link: this page is part of every other, and next/link with its 3 KB would be, too. */
export default async function NotFound() {
  const { locale, words } = consoleLanguage(wantedLanguages(await headers()));
  return (
    <main
      lang={locale}
      className="flex min-h-screen flex-col items-center justify-center bg-paper p-8 text-center font-sans text-ink"
    >
      <h1 className="text-3xl font-semibold">{words.app.noPage}</h1>
      <p className="mt-3 max-w-md text-muted">{words.app.noPageHint}</p>
      <a
        href={under('/console')}
        className="mt-8 inline-flex min-h-touch items-center rounded-lg bg-ink px-6 font-medium text-paper"
      >
        {words.app.openConsole}
      </a>
    </main>
  );
}
