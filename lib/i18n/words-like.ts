/** The shape of a language: the keys of English, with words of its own. */
export type WordsLike<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : WordsLike<T[Key]> };
