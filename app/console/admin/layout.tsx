import type { ReactNode } from 'react';
import { AdminFrame } from '#components/console/admin/admin-frame.tsx';
import { AdminWords } from '#components/console/admin/admin-words.tsx';
import { adminWords } from '#lib/i18n/admin-words.ts';
import { consoleAnswer, visitorLanguage } from '../console-data.ts';

/** The pages about users and the installation itself. */
export default async function AdminLayout({ children }: { readonly children: ReactNode }) {
  const [answer, { locale }] = await Promise.all([consoleAnswer(), visitorLanguage()]);
  if (answer.kind !== 'data') return children;
  return (
    <AdminWords words={adminWords(locale)}>
      <AdminFrame>{children}</AdminFrame>
    </AdminWords>
  );
}
