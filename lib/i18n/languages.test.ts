import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languageOf, locales } from './languages.ts';

/** The program, without its tests and without the texts. */
const sources = ['app', 'components', 'lib', 'public', 'server', 'scripts']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => /\.(ts|tsx|mjs|js)$/.test(name) && !/\.test\.tsx?$|^lib\/i18n\/languages\//.test(name))
  .map((name) => ({ name, text: readFileSync(name, 'utf8') }));

describe('a language is one folder and one line', () => {
  test('no other place lists the languages', () => {
    // Visitors get more languages than staff: those of displays are a separate list.
    const ofDisplays = /^lib\/i18n\/door|^server\/simulators\/demo-stores\.ts$/;
    const elsewhere = sources.filter(
      ({ name }) => name !== 'lib/i18n/languages.ts' && !ofDisplays.test(name),
    );
    const tags = locales.filter((locale) => locale !== 'en');
    const listing = elsewhere.filter(({ text }) => {
      const named = tags.filter((tag) =>
        new RegExp(`['"\`]${tag}(-[A-Z]{2})?['"\`]|\\b${tag}: |languages/${tag}/`).test(text),
      );
      return named.length > 1;
    });
    expect(listing.map(({ name }) => name)).toEqual([]);
  });

  test('every folder is a language, named by its tag', () => {
    expect(readdirSync('lib/i18n/languages').toSorted()).toEqual(locales.toSorted());
  });
});

/** The same in English and elsewhere: names, units, notations, and words that languages share. */
const shared = new Set([
  ...['Doorlight', '{page} · Doorlight', 'Node.js', 'PostgreSQL', 'SQLite, {size}', 'YAML', 'K7MQ-4XPD'],
  ...[
    'Text',
    'Minutes',
    'Portrait 9:16, {size}',
    'Bern Marktgasse',
    'PIN',
    'Token',
    'Firmware',
    'E-mail',
    'Live',
    'sensor',
    'Logo',
    'Webhooks',
    'Sources',
  ],
  ...['{ms} ms', '{minutes} min', '{hours} h {minutes} min', '{hours} h', '{seconds} s', '{count} min'],
  '{minutes} min {seconds} s',
  ...['Zone', 'Zones', 'Zone {subject}', '{count, plural, one {# zone} other {# zones}}', 'Sensor'],
  ...[
    'Sensor {subject}',
    'Site',
    'site {name}',
    'zone {name}',
    'sensor {name}',
    'Source {number}',
    'Name',
    'Port',
    'Host',
    'Version',
    'System',
  ],
  ...['Installation', 'Administration', 'Configuration', 'Licences', 'Account', 'Password', 'Database'],
  ...['Backup', 'File', 'Minute', '{count, plural, one {# minute} other {# minutes}}'],
]);

/** Short English words that no other language here has. */
const englishWords = /\b(the|and|with|your|this|that|which|from|please|cannot)\b/i;

const english = new Map(textsOf(languageOf('en')));

describe.each(locales.filter((locale) => locale !== 'en'))('%s', (locale) => {
  const texts = textsOf(languageOf(locale));

  test('says nothing in English', () => {
    const left = texts.filter(
      ([key, text]) =>
        isWords(text) &&
        !shared.has(text) &&
        (text === english.get(key) || englishWords.test(withoutValues(text))),
    );
    expect(left).toEqual([]);
  });

  test('says everything that English says, and nothing else', () => {
    expect(texts.map(([key]) => key).toSorted()).toEqual([...english.keys()].toSorted());
  });
});

test('what is allowed to be the same is the same somewhere', () => {
  const others = locales
    .filter((locale) => locale !== 'en')
    .map((locale) => new Map(textsOf(languageOf(locale))));
  const same = [...english].filter(([key, text]) => others.some((texts) => texts.get(key) === text));
  expect([...shared].filter((text) => !same.some(([, other]) => other === text))).toEqual([]);
});

test('every word is used', () => {
  const text = sources.map((source) => source.text).join('\n');
  const literals = new Set([...text.matchAll(/['"`]([\w.-]+)['"`]/g)].map(([, literal]) => literal));
  const properties = new Set([...text.matchAll(/\.([a-zA-Z]\w*)\b/g)].map(([, name]) => name));
  // `action.${action}` uses everything in `action`, `${outcome}Hint` every key that ends like this.
  const patterns = [
    ...new Set([...text.matchAll(/`((?:[\w.-]|\$\{[^}`]*\})+)`/g)].map(([, whole = '']) => whole)),
  ]
    .filter((template) => template.includes('${') && /[a-zA-Z]/.test(template.replaceAll(/\$\{[^}]*\}/g, '')))
    .map(
      (template) =>
        new RegExp(`(^|\\.)${template.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[^.]+')}$`),
    );
  const unused = [...english.keys()].filter((path) => {
    const parts = path.split('.');
    const tails = parts.map((_, index) => parts.slice(index).join('.'));
    return (
      !tails.some((tail) => literals.has(tail)) &&
      !properties.has(parts.at(-1)) &&
      !patterns.some((pattern) => pattern.test(path))
    );
  });
  expect(unused.filter((path) => !/^console\.fieldError\.(expects|hints|names)\./.test(path))).toEqual([]);
});

function isWords(text: string): boolean {
  return /\p{L}/u.test(withoutValues(text));
}

function withoutValues(text: string): string {
  return text.replaceAll(/\{\w+\}/g, '');
}

function textsOf(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : textsOf(Object(value), `${path}${key}.`),
  );
}
