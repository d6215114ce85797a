import { describe, expect, it } from 'vitest';
import { languageOf } from '#lib/i18n/languages.ts';
import { ReportFormat } from './report-format.ts';

const en = new ReportFormat(languageOf('en'));
const de = new ReportFormat(languageOf('de'), 'de-CH');

describe('how a report writes', () => {
  it('writes days with the day before the month, whatever the timezone of this computer', () => {
    expect([en.day('2026-12-08'), de.day('2026-12-08')]).toEqual([
      'Tuesday 8 December',
      'Dienstag, 8. Dezember',
    ]);
    expect(en.period({ from: '2026-12-07', to: '2026-12-13' })).toEqual({
      from: '7 December',
      to: '13 December 2026',
      month: 'December 2026',
    });
  });

  it('writes times as the clock of the site shows them', () => {
    expect(en.clock('2026-12-08T23:30:00Z', 'Europe/Zurich')).toBe('00:30');
    expect(en.moment('2026-12-08T23:30:00Z', 'Europe/Zurich')).toContain('9 December');
  });

  it('never writes 100 % for what is not quite all', () => {
    expect([0.42, 0.9999, 1].map((share) => en.percent(share))).toEqual(['42%', '99.9%', '100%']);
    expect([-0.2, 0, 0.2].map((share) => en.percent(share, 'exceptZero'))).toEqual(['-20%', '0%', '+20%']);
  });

  it("writes numbers in the reader's region", () => {
    const german = new ReportFormat(languageOf('de'), 'de-DE');
    expect([german.number(12_345.67), en.number(12_345.67)]).toEqual(['12.345,7', '12,345.7']);
    expect([en.difference(-3.6), en.difference(3.6)]).toEqual(['-4', '+4']);
  });

  it('rounds durations to minutes', () => {
    expect(en.duration(3599)).toBe(en.duration(3600));
    expect(en.duration(90)).not.toBe(en.duration(3690));
  });
});
