/**
 * How a text is broken into lines so that it fills a box, without measuring in the browser: the page arrives
 * with its sizes, and nothing moves when the font loads.
 */
export interface TextFit {
  /** Width of the widest line, in em of heavy Inter: at or a few per cent above the true width. */
  readonly em: number;
  readonly lines: number;
}

/** Sides of a box; only their ratio matters. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

/** One line less is worth this share of the size: an unbroken word is read faster. */
const fewerLinesAreWorth = 0.85;
const maxLines = 4;

/** Door texts are few; numbers in them make more. */
const maxKnown = 100;
const known = new Map<string, TextFit>();

/** The line breaks with which a text fills a box best. A screen asks for the same ones with every message. */
export function textFit(text: string, box: Box): TextFit {
  const key = `${box.width}/${box.height} ${text}`;
  const fit = known.get(key) ?? bestFit(text, box);
  if (known.size >= maxKnown) known.clear();
  known.set(key, fit);
  return fit;
}

function bestFit(text: string, box: Box): TextFit {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const fits: TextFit[] = [];
  for (let lines = 1; lines <= Math.min(maxLines, Math.max(1, words.length)); lines++) {
    fits.push({ em: narrowest(words, lines), lines });
  }
  const sizes = fits.map(({ em, lines }) => Math.min(box.width / em, box.height / lines));
  const least = Math.max(...sizes) * fewerLinesAreWorth;
  return fits[sizes.findIndex((size) => size >= least)] ?? { em: 1, lines: 1 };
}

/** The minimum width at which words, filled line by line, need no more than `lines` lines. */
function narrowest(words: readonly string[], lines: number): number {
  const widths: number[] = [];
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= words.length; to++) widths.push(widthOf(words.slice(from, to)));
  }
  widths.sort((one, other) => one - other);
  const enough = widths.find((width) => linesAt(words, width) <= lines);
  return Math.ceil((enough ?? 1) * 100) / 100;
}

function linesAt(words: readonly string[], width: number): number {
  let lines = 1;
  let line: string[] = [];
  for (const word of words) {
    if (widthOf([word]) > width) return Number.POSITIVE_INFINITY;
    if (widthOf([...line, word]) <= width) line.push(word);
    else {
      lines += 1;
      line = [word];
    }
  }
  return lines;
}

function widthOf(words: readonly string[]): number {
  let width = 0;
  for (const letter of words.join(' ')) width += letterWidth(letter);
  return width;
}

/** Advance widths of Inter Variable at weight 800, in classes, each by its widest letter. */
const classes: readonly (readonly [letters: RegExp, width: number])[] = [
  [/ /, 0.23],
  [/[ijlI’'.,!¡:;|ìíîï]/, 0.32],
  [/[tfr()1-]/, 0.44],
  [/[mwM@%]/, 0.95],
  [/W/, 1.06],
  // Scripts whose letters fill a square.
  [/[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/, 1],
  [/[A-ZÀ-ÖØ-Þ]/, 0.75],
];
const anyOther = 0.63;

function letterWidth(letter: string): number {
  return classes.find(([letters]) => letters.test(letter))?.[1] ?? anyOther;
}
