import fieldError from '#lib/i18n/languages/en/field-error.json' with { type: 'json' };

/** What was expected, for programs: the key of a text in `languages/en/field-error.json`, and its values. */
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
 * Finds the code of a text that completes "expected …". Checks of values contain English texts; the code lets
 * other languages show the same. Undefined: there is no translation.
 *
 * @example expectationOf('a number of at least 1') // { code: 'number-at-least', values: { min: '1' } }
 */
export function expectationOf(text: string): Expectation | undefined {
  return find(expectations, text);
}

/** The same for the hint that follows. */
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

/** Patterns with more text of their own come first: "{first} or later" would match many. */
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
