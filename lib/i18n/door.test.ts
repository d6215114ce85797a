import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import en from './door/en.json' with { type: 'json' };
import { doorWords } from './door.ts';

const names = readdirSync(new URL('./door', import.meta.url)).map((file) => file.replace('.json', ''));

function textsOf(value: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, each] of Object.entries(value)) {
    if (typeof each === 'string') found.set(`${path}${key}`, each);
    else for (const [below, text] of textsOf(Object(each), `${path}${key}.`)) found.set(below, text);
  }
  return found;
}

const english = textsOf(en);
/** Of all languages; the others are left out as a whole, or complete. */
const needed = [...english.keys()].filter((key) => !/^(setUp|now)\.|^free\.one$/.test(key));
const valuesIn = (text: string | undefined) => [...(text ?? '').matchAll(/\{\w+\}/g)].map(String).toSorted();

describe.each(names)('the words at a door in %s', (name) => {
  test('are those of English, with the same values', async () => {
    const [words] = await doorWords([name]);
    expect(words.lang.toLowerCase()).toBe(name);
    expect(['ltr', 'rtl']).toContain(words.dir);
    const texts = textsOf(words);
    const wanted = [...english.keys()].filter(
      (key) =>
        needed.includes(key) ||
        (key === 'free.one' && texts.has(key)) ||
        (key.startsWith('setUp.') && words.setUp !== undefined) ||
        (key.startsWith('now.') && words.now !== undefined),
    );
    expect([...texts.keys()].toSorted()).toEqual(wanted.toSorted());
    for (const [key, text] of texts) {
      expect([key, text.trim()]).toEqual([key, text]);
      expect([key, text.length > 0, valuesIn(text)]).toEqual([key, true, valuesIn(english.get(key))]);
    }
  });
});
