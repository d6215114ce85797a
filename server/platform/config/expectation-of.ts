import fieldError from '#lib/i18n/languages/en/field-error.json' with { type: 'json' };

/** What was expected, as a program reads it: the key of a text in `languages/en/field-error.json`, and its values. */
export interface Expectation {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly code: string;
  readonly expression: RegExp;
}

const expectations = patternsOf(fieldError.expects);
const hints = patternsOf(fieldError.hints);

/**
 * Finds what a text that completes "expected …" says. Checks of values say it in English, where the check is;
 * this gives it the code by which other languages say the same. Undefined: there are no words for it.
 *
 * @example expectationOf('a number of at least 1') // { code: 'number-at-least', values: { min: '1' } }
 */
export function expectationOf(text: string): Expectation | undefined {
  return find(expectations, text);
}

/** The same for the hint after it. */
export function hintOf(text: string): Expectation | undefined {
  return find(hints, text);
}

function find(patterns: readonly Pattern[], text: string): Expectation | undefined {
  for (const { code, expression } of patterns) {
    const match = expression.exec(text);
    if (match !== null) return { code, values: { ...match.groups } };
  }
  return undefined;
}

/** Those with more text of their own come first: "{first} or later" would fit many. */
function patternsOf(texts: Readonly<Record<string, string>>): readonly Pattern[] {
  const ownLength = (text: string) => text.replaceAll(/\{\w+\}/g, '').length;
  return Object.entries(texts)
    .toSorted(([, a], [, b]) => ownLength(b) - ownLength(a))
    .map(([code, text]) => ({ code, expression: new RegExp(`^${patternOf(text)}$`, 's') }));
}

function patternOf(text: string): string {
  return text
    .replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>.+?)`);
}
