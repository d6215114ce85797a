import type { FieldError } from '#lib/contract/problem.ts';
import { fillIn } from './fill-in.ts';
import type en from './languages/en/field-error.json';
import type { WordsLike } from './words-like.ts';

/** The texts about entered values, in one language. */
export type FieldErrorWords = WordsLike<typeof en>;

/**
 * Describes the error of a value: `Line 12: expected a whole number; found "many"`, without the field's name.
 * An error without a code, or with one that has no text here yet, keeps the English message.
 */
export function describeFieldError(error: FieldError, words: FieldErrorWords): string {
  const { code, values = {}, found, hint, line, message } = error;
  const template = code === undefined ? undefined : textOf(words.expects, code);
  if (template === undefined) return message;
  const expected = fillIn(words.expected, { expected: fillIn(template, values) });
  const details = found === undefined ? expected : `${expected}; ${fillIn(words.found, { found })}`;
  const advice = hint === undefined ? undefined : textOf(words.hints, hint);
  const place = line === undefined ? '' : `${fillIn(words.line, { line })}: `;
  return advice === undefined ? `${place}${details}` : `${place}${details}. ${fillIn(advice, values)}`;
}

function textOf(texts: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(texts, key) ? texts[key] : undefined;
}

/**
 * The name of a field by its path; the path itself if a part of it has no name.
 *
 * @example nameOfField('sources[1].channel', words) // 'Sources 2, Channel'
 */
export function nameOfField(path: string, { names }: FieldErrorWords): string {
  const parts = path.split(/[.[\]]+/).filter((part) => part !== '');
  const details = parts.map((part) => (/^\d+$/.test(part) ? ` ${Number(part) + 1}` : textOf(names, part)));
  if (details.includes(undefined)) return path;
  return details.join(', ').replaceAll(',  ', ' ');
}
