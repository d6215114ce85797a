import { plain } from '#lib/names.ts';

/** A site, as far as people look for it. */
export interface SearchedSite {
  readonly id: string;
  readonly name: string;
  readonly zones: readonly { readonly name: string }[];
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** What a search looks into: names and ids of a site and its zones, and its tags. */
export function searchText({ id, name, zones, tags = {} }: SearchedSite): string {
  const words = [name, id, ...zones.map((zone) => zone.name), ...Object.values(tags)];
  return plain(words.join(' '));
}

/** `region:west`. */
export function tagTexts({ tags = {} }: SearchedSite): string[] {
  return Object.entries(tags).map(([tag, value]) => `${tag}:${value}`);
}

/** The words of a search: each has to be in the text. */
export function wordsOf(search: string): string[] {
  return plain(search).split(/\s+/).filter(Boolean);
}
