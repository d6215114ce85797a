import type { FaceWords } from '#lib/i18n/door.ts';

interface FreeProps {
  readonly free: number;
  readonly words: FaceWords;
}

/** How many people may still come in, as large as the screen allows. */
export function Free({ free, words: { free: texts, lang, dir } }: FreeProps) {
  return (
    <p className="glass-free" lang={lang} dir={dir}>
      <span className="glass-free-number" data-digits={String(free).length}>
        {free}
      </span>{' '}
      <span className="glass-free-text">{(free === 1 && texts.one) || texts.other}</span>
    </p>
  );
}
