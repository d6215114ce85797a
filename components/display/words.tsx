import type { CSSProperties } from 'react';
import type { Light } from '#lib/contract/light.ts';
import { doorText, hintText, type TextValues } from '#lib/display/door-text.ts';
import type { ShownZone } from '#lib/display/shown.ts';
import { textFit } from '#lib/display/text-fit.ts';
import type { FaceWords } from '#lib/i18n/door.ts';

interface WordsProps {
  readonly words: readonly FaceWords[];
  readonly light: Light;
  readonly values?: TextValues;
  /** For the hint: how long the wait is, or why the door is closed and when it opens. */
  readonly zone?: ShownZone | undefined;
  /** The languages alternate in the place of the main one. */
  readonly rotate?: boolean;
  /** Drawn by the style sheet, so that neither screen readers nor searches find it. */
  readonly ghost?: boolean;
}

/** Size of the main text in hundredths of the short side, as in the style sheet for 16:9 and 9:16. */
const landscape = { width: 119, height: 38 };
const portrait = { width: 86, height: 46 };

/** How long each language is shown when they alternate. */
const languageShownS = 6;

/** The text of the light: the main language as large as the screen allows, the others below. */
export function Words({ words, light, values = {}, zone, rotate = false, ghost = false }: WordsProps) {
  const texts = words.map((each) => ({ words: each, text: doorText(each, light, values), ghost }));
  const hintOf = (each: FaceWords) => zone && hintText(each, light, zone);
  if (rotate && texts.length > 1) {
    const languageDelay = (index: number) => ({ animationDelay: `${index * languageShownS}s` });
    const hints = words.map(hintOf);
    return (
      <>
        <div className="glass-turns" data-turns={texts.length}>
          {texts.map((each, index) => (
            <Word
              key={each.words.lang}
              {...each}
              className="glass-word"
              isHinted={hints[index] !== undefined}
              style={{ ...sizesOf(each.text), ...languageDelay(index) }}
            />
          ))}
        </div>
        {hints.some((hint) => hint) && (
          <div className="glass-turns">
            {texts.map(({ words: each }, index) => (
              <Word
                key={each.lang}
                words={each}
                text={hints[index] ?? ''}
                ghost={ghost}
                className="glass-hint"
                style={languageDelay(index)}
              />
            ))}
          </div>
        )}
      </>
    );
  }
  const [main, ...others] = texts;
  if (!main) return null;
  const hint = hintOf(main.words);
  // A closed door has room for the hint in every language.
  const isSameForAllLanguages = light === 'closed' && hint !== undefined;
  return (
    <>
      <Word {...main} className="glass-word" isHinted={hint !== undefined} style={sizesOf(main.text)} />
      {hint && <Word words={main.words} text={hint} ghost={ghost} className="glass-hint" />}
      {others.length > 0 && (
        <div className="glass-others" data-many={others.length > 2 || isSameForAllLanguages || undefined}>
          {others.map((other) => (
            <Word
              key={other.words.lang}
              {...other}
              also={isSameForAllLanguages ? hintOf(other.words) : undefined}
              className="glass-other"
            />
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
  readonly text: string;
  readonly ghost: boolean;
  /** There is a hint below: it needs space, and so does the sign above. */
  readonly isHinted?: boolean;
  /** Shown on the same line. */
  readonly also?: string | undefined;
  readonly className: string;
  readonly style?: CSSProperties;
}

function Word({ words: { lang, dir }, text, ghost, isHinted, also, className, style }: WordProps) {
  return (
    <p
      className={className}
      lang={lang}
      dir={dir}
      style={style}
      {...(ghost && { 'data-text': text })}
      {...(isHinted && { 'data-hinted': '' })}
    >
      {ghost ? null : text}
      {also && <span className="glass-also">{` · ${also}`}</span>}
    </p>
  );
}
