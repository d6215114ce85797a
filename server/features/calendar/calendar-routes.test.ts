import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SiteCalendarAnswer } from '#lib/contract/calendar.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';

const siteFile = `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    languages: [de, fr]
    hours: { mon-sat: "08:00-20:00", sun: closed }
    holidays: { country: CH, region: BE }
    specialDays:
      - { date: 2026-12-24, hours: "08:00-14:00", name: Christmas Eve }
      - { every: "08-01", hours: closed, name: { de: Bundesfeier, fr: Fête nationale } }
      - { from: 2026-07-27, to: 2026-08-09, hours: closed, name: { de: Betriebsferien, en: Summer break } }
      - { date: 2026-12-20, hours: "10:00-18:00" }
      - { date: 2026-12-31, hours: "18:00-02:00" }
`;

let running: RunningSidecar;
let admin: Visitor;

beforeAll(async () => {
  running = await RunningSidecar.start(siteFile);
  admin = await running.signIn();
});
afterAll(() => running.stop());

const get = (query: string, headers: Record<string, string> = {}) =>
  fetch(`${running.url}/api/v1/sites/bern/calendar${query}`, {
    headers: { cookie: admin.cookie ?? '', ...headers },
  });

const answerOf = async (query: string, headers?: Record<string, string>) =>
  (await (await get(query, headers)).json()) as SiteCalendarAnswer;

describe('the calendar of a site', () => {
  it('has the hours of each day as in the file, and where they come from', async () => {
    const answer = await answerOf('?from=2026-12-19&to=2027-01-02');
    expect(answer.items).toEqual([
      { date: '2026-12-19', hours: '08:00-20:00', source: 'week' },
      { date: '2026-12-20', hours: '10:00-18:00', source: 'special' },
      { date: '2026-12-21', hours: '08:00-20:00', source: 'week' },
      { date: '2026-12-22', hours: '08:00-20:00', source: 'week' },
      { date: '2026-12-23', hours: '08:00-20:00', source: 'week' },
      { date: '2026-12-24', hours: '08:00-14:00', name: 'Christmas Eve', source: 'special' },
      { date: '2026-12-25', hours: 'closed', name: 'Weihnachtstag', source: 'holiday' },
      { date: '2026-12-26', hours: 'closed', name: 'Stephanstag', source: 'holiday' },
      { date: '2026-12-27', hours: 'closed', source: 'week' },
      { date: '2026-12-28', hours: '08:00-20:00', source: 'week' },
      { date: '2026-12-29', hours: '08:00-20:00', source: 'week' },
      { date: '2026-12-30', hours: '08:00-20:00', source: 'week' },
      { date: '2026-12-31', hours: '18:00-02:00', source: 'special' },
      { date: '2027-01-01', hours: 'closed', name: 'Neujahr', source: 'holiday' },
      { date: '2027-01-02', hours: 'closed', name: 'Berchtoldstag', source: 'holiday' },
    ]);
  });

  it('names days in the language asked for, else in that of the site', async () => {
    const names = async (language: string) => {
      const answer = await answerOf('?from=2026-07-31&to=2026-08-01', { 'accept-language': language });
      return answer.items.map(({ name }) => name);
    };
    expect(await names('fr-CH')).toEqual(['Betriebsferien', 'Fête nationale']);
    expect(await names('en')).toEqual(['Summer break', 'Bundesfeier']);
  });

  it.each([
    ['?from=2026-12-24&to=2026-12-23', 400, 'days-order'],
    ['?from=2026-01-01&to=2030-01-01', 400, 'days-many'],
    ['?from=2026-02-30', 400, 'invalid-request'],
    ['?from=soon', 400, 'invalid-request'],
  ])('refuses %s with a problem', async (query, status, code) => {
    const answer = await get(query);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ code });
  });

  it('is today and a month by default, at most 800 days, and there for sites that are', async () => {
    expect((await answerOf('')).items).toHaveLength(31);
    expect((await answerOf('?from=2026-01-01&to=2027-12-31')).items).toHaveLength(730);
    const nowhere = await fetch(`${running.url}/api/v1/sites/nowhere/calendar`, {
      headers: { cookie: admin.cookie ?? '' },
    });
    expect(nowhere.status).toBe(404);
  });
});

describe('special days that make no sense', () => {
  it.each([
    [{ specialDays: [{ date: '2026-02-30', hours: 'closed' }] }, 'date'],
    [{ specialDays: [{ every: '13-01', hours: 'closed' }] }, 'date-yearly'],
    [{ specialDays: [{ date: '2026-12-24', every: '12-24', hours: 'closed' }] }, 'day-rule'],
    [{ specialDays: [{ from: '2026-12-24', hours: 'closed' }] }, 'day-rule'],
    [{ specialDays: [{ from: '2026-12-24', to: '2026-12-23', hours: 'closed' }] }, 'days-in-order'],
    [{ specialDays: [{ date: '2026-12-24', hours: '8-14' }] }, 'hours-times'],
    [{ specialDays: [{ date: '2026-12-24' }] }, 'hours-times'],
    [{ specialDays: [{ date: '2026-12-24', hours: 'closed', name: 7 }] }, 'day-name'],
    [{ holidays: { country: 'Schweiz' } }, 'country'],
    [{ holidays: { country: 'CH', region: 'XY' } }, 'region'],
    [{ holidays: { country: 'SG', region: 'XY' } }, 'no-region'],
    [{ calendar: 'ftp://example.com/a.ics' }, 'calendar-feed'],
    [{ calendar: '/etc/passwd' }, 'calendar-entered'],
  ])('are refused in words: %j', async (keys, code) => {
    const answer = await running.send('PUT', '/api/v1/config/basel/site/basel?trial=true', admin, {
      name: 'Basel',
      timezone: 'Europe/Zurich',
      ...keys,
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain(`"code":"${code}"`);
  });
});
