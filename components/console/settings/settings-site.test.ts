import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { doorLanguages } from '#lib/i18n/door-languages.ts';
import { siteDocumentOf, siteValuesOf, tagSuggestions } from './settings-site.ts';

const document = {
  id: 'bern',
  name: 'Bern',
  timezone: 'Europe/Zurich',
  languages: ['de', 'fr'],
  tags: { region: 'west', format: 'city' },
  resetAt: '05:00',
  hours: { 'mon-fri': '08:00-20:00', 'sat-sun': 'closed' },
};

test('a site goes through its form unchanged', () => {
  expect(siteDocumentOf(siteValuesOf(document, 'UTC'), document)).toEqual(document);
});

test('a site without hours and reset stays without', () => {
  const { hours: _hours, resetAt: _resetAt, tags: _tags, ...plain } = document;
  expect(siteDocumentOf(siteValuesOf(plain, 'UTC'), plain)).toEqual(plain);
});

test('hours that the form cannot show are kept', () => {
  const odd = { ...document, hours: { 'mon - fri ': '8-20' } };
  const values = siteValuesOf(odd, 'UTC');
  expect(values.hours).toBe('kept');
  expect(siteDocumentOf(values, odd)).toEqual(odd);
});

test('a reset and hours can be taken away', () => {
  const values = { ...siteValuesOf(document, 'UTC'), hasReset: false, hours: 'always' as const };
  const changed = siteDocumentOf(values, document);
  expect(changed).not.toHaveProperty('resetAt');
  expect(changed).not.toHaveProperty('hours');
});

test('tags can be added and taken away', () => {
  const values = siteValuesOf(document, 'UTC');
  const tags = [{ name: 'region', value: ' Genève ' }];
  expect(siteDocumentOf({ ...values, tags }, document).tags).toEqual({ region: 'Genève' });
  expect(siteDocumentOf({ ...values, tags: [] }, document)).not.toHaveProperty('tags');
});

test('the tags of all sites are offered by name', () => {
  expect([...tagSuggestions(['format:city', 'region:east', 'region:west: Alps'])]).toEqual([
    ['format', ['city']],
    ['region', ['east', 'west: Alps']],
  ]);
});

test('a new site begins with the clock of the browser', () => {
  expect(siteValuesOf({}, 'Europe/Rome')).toMatchObject({ timezone: 'Europe/Rome', languages: ['en'] });
});

test('every language that the displays speak is offered', () => {
  const files = readdirSync(new URL('../../../lib/i18n/door', import.meta.url));
  expect(files.map((file) => file.replace('.json', '')).sort()).toEqual([...doorLanguages]);
});
