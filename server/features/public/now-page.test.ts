import { describe, expect, it } from 'vitest';
import type { PublicZone } from '#lib/contract/public-site.ts';
import { parseHours } from '#server/platform/config/parse-hours.ts';
import { hoursInWords } from './hours-in-words.ts';
import { type NowPageOptions, nowPage } from './now-page.ts';
import { siteWords } from './public-words.ts';

const offered = await siteWords(['en', 'de', 'ja']);
const store: PublicZone = {
  zone: 'store',
  name: 'Store',
  light: 'red',
  utilization: 1,
  occupancy: 120,
  capacity: 120,
  waitMinutes: 6,
  asOf: '2026-11-21T09:00:00.000Z',
  validForMs: 4500,
};
const page = (changes: Partial<NowPageOptions> = {}, zone: Partial<PublicZone> = {}) =>
  nowPage({
    view: { site: 'bern', name: 'Bern', open: true, zones: [{ ...store, ...zone }] },
    words: offered[0],
    languages: offered.map(({ lang }) => lang),
    hours: undefined,
    isRounded: false,
    isSimulated: false,
    courses: new Map(),
    ...changes,
  });
const textOf = (html: string) =>
  html
    .replaceAll(/<(style|script|noscript)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('the public page', () => {
  it('says light, number and wait in words', () => {
    const text = textOf(page().html);
    expect(text).toContain('Store Please wait 120 of 120 people inside Wait: about 6 min');
    expect(textOf(page({ isRounded: true }).html)).toContain('About 120 of 120 people inside');
  });

  it('says a share where the number is hidden, and nothing where it is not known', () => {
    const { occupancy: _occupancy, capacity: _capacity, ...hidden } = store;
    const view = { site: 'bern', name: 'Bern', open: true, zones: [{ ...hidden, utilization: 0.65 }] };
    expect(textOf(page({ view }).html)).toContain('65 % full');
    const unknown = page({ view: { ...view, zones: [{ ...hidden, light: 'unknown', utilization: null }] } });
    expect(textOf(unknown.html)).not.toMatch(/%|people/);
  });

  it('offers the languages that it speaks', () => {
    expect(page().html).toContain('<a href="?lang=de" lang="de" hreflang="de">Deutsch</a>');
    expect(page().html).not.toContain('lang=ja');
  });

  it('marks what is simulated', () => {
    expect(textOf(page({ isSimulated: true }).html)).toContain('simulated');
    expect(textOf(page().html)).not.toContain('simulated');
  });

  it('lets no name be more than text', () => {
    const name = '</script><script>alert(1)</script><b title="';
    const { html } = page({ view: { site: 'bern', name, open: true, zones: [{ ...store, name }] } });
    expect(html).not.toContain('alert(1)</script>');
    expect(html).not.toContain('<b title');
  });

  it('draws the curves of a day, and the quietest times', () => {
    const points = [480, 495, 510, 540].map((minute) => ({ minute, share: 0.5 }));
    const courses = new Map([
      [
        'store',
        { today: points, usual: points, coming: [], forecast: [], quietest: [{ from: 540, to: 600 }] },
      ],
    ]);
    const { html } = page({ courses });
    // Unknown time is not drawn: a gap splits the curve in two.
    expect(html.match(/<polyline class="today"/g)).toHaveLength(2);
    expect(textOf(html)).toContain('Usual for this weekday Usually quietest: 09:00 – 10:00');
  });

  it('draws what is expected instead of what is usual, where that is known', () => {
    const points = [480, 495, 510].map((minute) => ({ minute, share: 0.5 }));
    const coming = [525, 540].map((minute) => ({ minute, share: 0.8 }));
    const course = { today: points, usual: points, coming, forecast: [], quietest: [] };
    const text = textOf(page({ courses: new Map([['store', course]]) }).html);
    expect(text).toContain('Expected');
    expect(text).not.toContain('Usual for this weekday');
  });
});

describe('opening hours in words', () => {
  it('have a line for days that are alike', () => {
    const hours = parseHours({
      'mon-wed': '08:00-12:00, 13:30-18:00',
      thu: 'closed',
      'fri-sat': '18:00-02:00',
      sun: '00:00-24:00',
    });
    const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
    const space = '\u00a0';
    expect(hours.ok && hoursInWords(hours.hours, days)).toEqual([
      {
        days: 'Mon – Wed',
        times: '08:00 – 12:00, 13:30 – 18:00'.replaceAll(' –', `${space}–`).replaceAll('– ', `–${space}`),
      },
      { days: 'Thu', times: '' },
      { days: 'Fri – Sat', times: `18:00${space}–${space}02:00` },
      { days: 'Sun', times: `00:00${space}–${space}24:00` },
    ]);
  });
});
