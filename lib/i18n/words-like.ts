/** The type of a language: the keys of English, with its own texts. */
export type WordsLike<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : WordsLike<T[Key]> };

/**
 * True for the texts of every language: they use the same values as the English ones, which are typed by their
 * text.
 */
export function takeSameValues<T extends object>(words: WordsLike<NoInfer<T>> | T, english: T): words is T {
  return Object.keys(english).every((key) => key in words);
}
