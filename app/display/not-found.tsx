import { NoticePage } from '#components/display/notice-page.tsx';
import { wordsOfVisitor } from './words-of-visitor.ts';

export default async function NoSuchDisplay() {
  return <NoticePage words={await wordsOfVisitor()} kind="noSuchDisplay" />;
}
