import type { FullDoorWords, NoticeKind, Notice as NoticeWords } from '#lib/i18n/door.ts';
import { Pictogram } from './pictogram.tsx';
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

interface NoticeProps {
  readonly notice: NoticeWords;
  readonly kind: NoticeKind;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** The intended address, or its pattern. */
  readonly address?: string | undefined;
}

/** A notice for the person who installs the screen: what is missing, and what to do. No light. */
function Notice({ notice, kind, lang, dir, address }: NoticeProps) {
  return (
    <main className="glass" data-light="unknown" data-notice={kind} lang={lang} dir={dir} translate="no">
      <div className="scene scene-unknown scene-notice">
        <Pictogram of="unknown" />
        <h1 className="notice-title">{notice.title}</h1>
        <p className="notice-text">{notice.text}</p>
        {address && <p className="notice-address">{address}</p>}
      </div>
    </main>
  );
}
