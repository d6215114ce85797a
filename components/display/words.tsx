import type { CSSProperties } from 'react';
import type { Light } from '#lib/contract/light.ts';
import { textFit } from '#lib/display/text-fit.ts';
import type { FaceWords } from '#lib/i18n/door.ts';

interface WordsProps {
  readonly words: readonly FaceWords[];
  readonly light: Light;
  /** Drawn by the style sheet, so that neither a screen reader nor a search in the page finds it. */
  readonly ghost?: boolean;
}

/** Room of the main word in hundredths of the short side, as the style sheet lays it out on 16:9 and on 9:16. */
const landscape = { width: 119, height: 38 };
const portrait = { width: 86, height: 46 };

/** What the light says: the main language as large as the glass allows, the others beneath. */
export function Words({ words, light, ghost = false }: WordsProps) {
  const [main, ...others] = words;
  if (!main) return null;
  return (
    <>
      <Word
        words={main}
        light={light}
        ghost={ghost}
        className="glass-word"
        style={sizesOf(main.light[light])}
      />
      {others.length > 0 && (
        <div className="glass-others" data-many={others.length > 2 || undefined}>
          {others.map((other) => (
            <Word key={other.lang} words={other} light={light} ghost={ghost} className="glass-other" />
          ))}
        </div>
      )}
    </>
  );
}

function sizesOf(text: string): CSSProperties & Record<`--${string}`, number> {
  const wide = textFit(text, landscape);
  const tall = textFit(text, portrait);
  return {
    '--wide-em': wide.em,
    '--wide-lines': wide.lines,
    '--tall-em': tall.em,
    '--tall-lines': tall.lines,
  };
}

interface WordProps {
  readonly words: FaceWords;
  readonly light: Light;
  readonly ghost: boolean;
  readonly className: string;
  readonly style?: CSSProperties;
}

function Word({ words, light, ghost, className, style }: WordProps) {
  const { lang, dir, light: texts } = words;
  const text = texts[light];
  return (
    <p className={className} lang={lang} dir={dir} style={style} {...(ghost && { 'data-text': text })}>
      {ghost ? null : text}
    </p>
  );
}
