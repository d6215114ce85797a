import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { ReportsView } from '#components/console/reports/reports-view.tsx';
import { consoleLanguage, wantedLanguages } from '#lib/i18n/console.ts';
import { requireSignIn } from '../console-data.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: consoleLanguage(wantedLanguages(await headers())).words.reports.title };
}

export default async function ReportsPage() {
  await requireSignIn('/console/reports');
  return <ReportsView />;
}
