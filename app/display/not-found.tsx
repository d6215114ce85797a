import { NoticePage } from '#components/display/notice-page.tsx';
import { nonceOfRequest } from '../nonce.ts';
import { wordsOfVisitor } from './words-of-visitor.ts';

export default async function NoSuchDisplay() {
  return <NoticePage nonce={await nonceOfRequest()} words={await wordsOfVisitor()} kind="noSuchDisplay" />;
}
