import type { en } from './en.ts';

/** The shape of a language: the keys of English, with words of its own. */
export type AlertWords = WordsLike<typeof en>;

type WordsLike<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : WordsLike<T[Key]> };
