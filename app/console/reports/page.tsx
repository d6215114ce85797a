import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { ReportsView } from '#components/console/reports/reports-view.tsx';
import { consoleLanguage, wantedLanguages } from '#lib/i18n/console.ts';
import { signedInPage } from '../signed-in-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: consoleLanguage(wantedLanguages(await headers())).words.reports.title };
}

export default signedInPage('/console/reports', ReportsView);
