import type { FullDoorWords, NoticeKind } from '#lib/i18n/door.ts';
import { Notice } from './notice.tsx';
import { Watch } from './watch.tsx';

/** Often enough for a waiting person, rarely enough for the server. */
const retryMs = 5_000;

interface NoticePageProps {
  readonly words: FullDoorWords;
  readonly kind: NoticeKind;
  readonly address?: string;
  readonly nonce: string | undefined;
}

/** A page without a light that says why, and reloads until there is one. */
export function NoticePage({ words, kind, address, nonce }: NoticePageProps) {
  return (
    <>
      <Notice notice={words.setUp[kind]} kind={kind} lang={words.lang} dir={words.dir} address={address} />
      <Watch nonce={nonce} validForMs={0} retryMs={retryMs} />
    </>
  );
}
