import { describe, expect, it } from 'vitest';
import { holidayCountries, holidayRegions, publicHolidays } from './holidays.ts';

/** Known public holidays of these countries, entered by hand: dates the library must give. */
describe('public holidays', () => {
  it.each<[country: string, region: string | undefined, date: string]>([
    ['CH', 'BE', '2026-04-03'],
    ['CH', 'BE', '2026-05-14'],
    ['CH', 'BE', '2027-08-01'],
    ['CH', 'TI', '2026-06-29'],
    ['DE', 'BY', '2026-01-06'],
    ['DE', 'BY', '2027-05-27'],
    ['DE', undefined, '2026-10-03'],
    ['AT', undefined, '2026-10-26'],
    ['AT', undefined, '2027-05-17'],
    ['FR', undefined, '2026-07-14'],
    ['FR', undefined, '2027-03-29'],
    ['IT', undefined, '2026-06-02'],
    ['IT', undefined, '2027-04-25'],
    ['GB', 'ENG', '2026-12-28'],
    ['GB', 'ENG', '2027-08-30'],
    ['US', undefined, '2026-11-26'],
    ['US', undefined, '2027-01-18'],
    ['NL', undefined, '2026-04-27'],
    ['NL', undefined, '2027-05-06'],
    ['SE', undefined, '2026-06-06'],
    ['SE', undefined, '2027-06-26'],
    ['ES', undefined, '2026-10-12'],
    ['ES', undefined, '2027-12-06'],
    ['JP', undefined, '2026-05-05'],
    ['JP', undefined, '2027-03-22'],
    ['PL', undefined, '2026-11-11'],
    ['PL', undefined, '2027-05-27'],
  ])('of %s %s has %s', (country, region, date) => {
    expect(publicHolidays(country, region, ['en']).on(date)).toBeDefined();
  });

  it.each<[country: string, region: string | undefined, date: string]>([
    ['CH', 'ZH', '2026-06-29'],
    ['DE', 'BE', '2026-01-06'],
    ['CH', 'BE', '2026-05-10'],
    ['US', undefined, '2026-12-24'],
    ['FR', undefined, '2026-12-26'],
  ])('of %s %s has no %s: another region’s, or a day that closes no shop', (country, region, date) => {
    expect(publicHolidays(country, region, ['en']).on(date)).toBeUndefined();
  });

  it('are named in every language of the site', () => {
    expect(publicHolidays('CH', 'BE', ['de-CH', 'fr', 'en']).on('2026-12-25')).toEqual({
      'de-CH': 'Weihnachtstag',
      fr: 'Noël',
      en: 'Christmas Day',
    });
  });

  it('that begin at sunset count as the day after', () => {
    const israel = publicHolidays('IL', undefined, ['en']);
    expect([israel.on('2026-04-01'), israel.on('2026-04-02')]).toEqual([undefined, expect.anything()]);
  });

  it('have countries and regions to choose from, in the language of the one who chooses', () => {
    expect(holidayCountries('de')).toContainEqual({ code: 'CH', name: 'Schweiz' });
    expect(holidayRegions('CH', 'de')).toContainEqual({ code: 'BE', name: 'Kanton Bern' });
    expect(holidayRegions('DE', 'de').map(({ code }) => code)).toContain('BY.A');
    expect(holidayRegions('XX', 'de')).toEqual([]);
  });
});
