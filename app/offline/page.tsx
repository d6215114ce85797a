import '#components/ui/ui.css';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { Button } from '#components/ui/button.tsx';
import { acceptedLanguages } from '#lib/i18n/door-languages.ts';
import { firstLanguage } from '#lib/i18n/languages.ts';

async function language() {
  return firstLanguage(acceptedLanguages((await headers()).get('accept-language') ?? ''));
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await language()).opening.offline.title };
}

/**
 * Stands in for a page of the console that cannot be reached. `public/console-worker.js` keeps it without its
 * scripts and adds the time and the way back: it holds no number, and nothing that could have changed meanwhile.
 */
export default async function OfflinePage() {
  const { locale, opening } = await language();
  const { title, since, hint, trueTitle, displays, counts, orders, retry } = opening.offline;
  return (
    <main
      lang={locale}
      data-offline=""
      className="flex min-h-dvh flex-col items-center justify-center bg-paper px-6 py-10 font-sans text-ink antialiased"
    >
      <div className="w-full max-w-xl">
        <svg aria-hidden="true" viewBox="0 0 20 48" className="h-24 w-10">
          <rect width="20" height="48" rx="10" className="fill-light-unknown" />
          <path d="M6 24h8" className="stroke-white" strokeWidth="2.5" strokeLinecap="round" />
        </svg>
        <h1 className="mt-6 text-3xl font-semibold tracking-tight">{title}</h1>
        <p data-since={since} className="mt-3 min-h-8 text-xl font-semibold tabular" />
        <p className="mt-1 text-lg text-muted">{hint}</p>
        <h2 className="mt-8 border-b-2 border-ink pb-2 text-lg font-semibold">{trueTitle}</h2>
        <ul>
          {[displays, counts, orders].map((line) => (
            <li key={line} className="border-b border-line py-3">
              {line}
            </li>
          ))}
        </ul>
        <Button variant="primary" size="large" className="mt-8 w-full">
          {retry}
        </Button>
      </div>
    </main>
  );
}
