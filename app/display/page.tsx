import { NoticePage } from '#components/display/notice-page.tsx';
import { wordsOfVisitor } from './words-of-visitor.ts';

export const dynamic = 'force-dynamic';

/** What a new screen sees. */
export default async function NewScreenPage() {
  const words = await wordsOfVisitor();
  return <NoticePage words={words} kind="notSetUp" address="/display/…/…" />;
}
