/** The shape of a language: the keys of English, with words of its own. */
export type WordsLike<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : WordsLike<T[Key]> };

/** True for the words of every language: they take the values of the English ones, which types know by their letters. */
export function takeSameValues<T extends object>(words: WordsLike<NoInfer<T>> | T, english: T): words is T {
  return Object.keys(english).every((key) => key in words);
}
