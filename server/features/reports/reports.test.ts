import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { HomeReport, ReportKind } from '#lib/contract/report.ts';
import { languageOf, locales } from '#lib/i18n/languages.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import { parseSites } from '#server/platform/config/site-file.ts';
import type { Database } from '#server/platform/database/database.ts';
import type { HistoryMinuteTable } from '#server/platform/database/schema.ts';
import { families } from '#server/sensors/registry.ts';
import { nothingKnown } from '#server/site/elsewhere.ts';
import { SiteCalendars } from '#server/site/site-calendars.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { failed, sent } from '../alerts/channels/delivery.ts';
import type { Mail } from '../alerts/channels/email.ts';
import { HistoryReader } from '../history/history-reader.ts';
import { HistoryStore } from '../history/history-store.ts';
import { reportDocument } from './report-document.ts';
import { ReportMaker, type ReportMakerParts } from './report-maker.ts';
import { barsSvg, pngOf } from './report-pictures.ts';
import { csvRowsOf, dueSendings, ReportSender } from './report-sender.ts';
import { ReportStore } from './report-store.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const at = (time: string) => Date.parse(time);

const siteOf = (keys = ''): SiteConfig => {
  const text = `
sites:
  - id: bern
    name: Bern <Marktgasse>
    timezone: Europe/Zurich
    languages: [de, fr]
    hours: { mon-sat: "08:00-20:00", sun: closed }
    specialDays: [{ date: 2026-12-08, hours: closed, name: { de: Inventur, en: Stocktaking } }]
${keys === '' ? '' : `    ${keys}\n`}    sensors: [{ id: door-a, driver: axis-3d, url: "http://127.0.0.1:9", name: Main door }]
    zones: [{ id: store, name: Store, capacity: 100, sources: [{ sensor: door-a }] }]
    displays: [{ id: entrance, zone: store }]
`;
  const [site] = parseSites(parse(text), { families, variables: {} }).sites;
  if (site === undefined) throw new Error('no site');
  return site;
};

let kept: TestDatabase;
let database: Database;
let nowMs: number;
const clock = { now: () => nowMs, monotonic: () => nowMs };

beforeEach(async () => {
  kept = await TestDatabase.create();
  database = await kept.open();
  nowMs = at('2026-12-14T06:30:00Z');
});
afterEach(async () => {
  await database.close();
  await kept.remove();
});

describe('what a report says', () => {
  /** One minute of the store as history has it. */
  const minute = (time: string, over: Partial<HistoryMinuteTable> = {}): HistoryMinuteTable => {
    const people = over.max ?? 40;
    return {
      ...{ site: 'bern', zone: 'store', minute: at(time) / minuteMs, min: people, max: people },
      ...{ area: people * minuteMs, known_ms: minuteMs, amber_ms: 0, red_ms: 0, unknown_ms: 0, closed_ms: 0 },
      ...{ recorded_ms: minuteMs, came: 2, went: 1, capacity: 100 },
      ...over,
    };
  };
  const span = (from: string, minutes: number, over: Partial<HistoryMinuteTable> = {}) =>
    Array.from({ length: minutes }, (_, index) =>
      minute(new Date(at(from) + index * minuteMs).toISOString(), over),
    );
  const save = async (rows: readonly HistoryMinuteTable[]) => {
    for (let from = 0; from < rows.length; from += 500)
      await database.db
        .insertInto('history_minute')
        .values(rows.slice(from, from + 500))
        .execute();
  };
  const makerOf = (parts: Partial<ReportMakerParts> = {}) =>
    new ReportMaker({
      clock,
      history: new HistoryReader(new HistoryStore(database.history)),
      calendars: new SiteCalendars(),
      sites: sitesHere(siteOf()),
      forecasts: { of: () => Promise.reject(new Error('no zone runs')) },
      calibration: { of: () => Promise.reject(new Error('no zone runs')) },
      store: new ReportStore(database.db),
      ...parts,
    });
  /** Sites that run here, without zones; the others know what is given. */
  const sitesHere = (
    here: SiteConfig,
    others: Readonly<Record<string, HomeReport>> = {},
    asked: string[] = [],
  ) => ({
    zone: () => undefined,
    running: () => [here],
    elsewhere: {
      site: async () => nothingKnown,
      all: async () => nothingKnown,
      closing: async () => ({}),
      reports: async (sites: readonly string[], kind: ReportKind, day: string) => {
        asked.push(`${kind} ${day}: ${sites.join()}`);
        return new Map(Object.entries(others));
      },
    },
  });

  it('is evidence to the minute, and closed days are no failure', async () => {
    await save([
      // Monday, and Saturday with twelve minutes above the capacity.
      ...span('2026-12-07T08:00:00Z', 60),
      ...span('2026-12-12T15:00:00Z', 10, { max: 90, amber_ms: minuteMs }),
      ...span('2026-12-12T15:10:00Z', 12, { max: 104, red_ms: minuteMs }),
      ...span('2026-12-12T15:22:00Z', 8, { max: 90, unknown_ms: minuteMs }),
      // Above what was usual, and not above what was allowed then.
      ...span('2026-12-11T15:00:00Z', 3, { max: 140, capacity: 150 }),
      // The week before.
      ...span('2026-12-01T08:00:00Z', 40),
    ]);
    await database.db
      .insertInto('alert')
      .values([
        {
          ...{ id: 'a', site: 'bern', kind: 'sensor', subject: 'door-a', name: 'Main door', facts: '{}' },
          ...{ opened_at: '2026-12-09T10:00:00.000Z', closed_at: '2026-12-09T11:30:00.000Z' },
        },
        {
          ...{ id: 'b', site: 'bern', kind: 'sensor', subject: 'door-a', name: 'Main door', facts: '{}' },
          ...{ opened_at: '2026-12-13T22:00:00.000Z', closed_at: null },
        },
      ])
      .execute();
    const report = await makerOf().make([siteOf()], { kind: 'week', language: 'de' });
    expect(report).toMatchObject({
      from: '2026-12-07',
      to: '2026-12-13',
      isWhole: true,
      sensors: 1,
      displays: 1,
    });
    const [zone] = report.zones;
    expect(zone).toMatchObject({
      visitors: 186,
      visitorsBefore: 80,
      peak: { at: '2026-12-11T15:00:00.000Z', occupancy: 140, capacity: 150 },
      above: [{ from: '2026-12-12T15:10:00.000Z', to: '2026-12-12T15:22:00.000Z', most: 104, capacity: 100 }],
      aboveCount: 1,
      lights: { greenS: 63 * 60, amberS: 600, redS: 720, unknownS: 480, closedS: 0 },
      drift: null,
      forecast: [],
    });
    expect(
      zone?.days.map(({ date, isClosed, visitors, name }) => [date.slice(8), isClosed, visitors, name]),
    ).toEqual([
      ['07', false, 120, undefined],
      ['08', true, null, 'Inventur'],
      ['09', false, null, undefined],
      ['10', false, null, undefined],
      ['11', false, 6, undefined],
      ['12', false, 60, undefined],
      ['13', true, null, undefined],
    ]);
    // Failures of the week, the running one as far as the week goes.
    expect(report.health).toEqual([
      {
        ...{ site: 'bern', kind: 'sensor', id: 'door-a', name: 'Main door' },
        ...{ failures: 2, failedS: 9000, longestS: 5400 },
      },
    ]);
    expect(csvRowsOf(report)[5]).toEqual({
      ...{ site: 'bern', zone: 'store', date: '2026-12-12', closed: 'no' },
      ...{ visitors: 60, peak: 104, timesAboveCapacity: 1 },
    });
    const de = reportDocument({
      report,
      language: languageOf('de'),
      timezoneOf: () => 'Europe/Zurich',
      picture: () => 'cid:picture',
    });
    expect(de.text).toContain(
      'Nie über der Kapazität, ausser:\n- 12. Dezember um 16:10–16:22: bis zu 104 von 100',
    );
    expect(de.text).toContain('Dienstag, 8. Dezember: geschlossen (Inventur)');
    expect(de.text).toContain('+133');
    expect(de.subject).toBe('Bern <Marktgasse>: 7. Dezember bis 13. Dezember 2026');
    const dayIn = (locale?: string) =>
      reportDocument({
        ...{ report, language: languageOf('en'), timezoneOf: () => 'Europe/Zurich', picture: () => '' },
        ...(locale !== undefined && { locale }),
      }).subject;
    expect(dayIn()).toBe('Bern <Marktgasse>: 7 December to 13 December 2026');
    expect(dayIn('en-US')).toBe('Bern <Marktgasse>: December 7 to December 13, 2026');
    // What people named stays text; and mail programs run and load nothing.
    expect(de.html).toContain('Bern &lt;Marktgasse&gt;');
    expect(de.html).not.toMatch(/<Marktgasse|<script|<svg|<link|url\(/);
  });

  it('is made of the days of the site’s clock, in weeks with a change of the clocks', async () => {
    nowMs = at('2026-10-26T07:00:00Z');
    // The last quarter of Sunday 25 October, which has 25 hours, and the first of Monday.
    await save([...span('2026-10-25T22:45:00Z', 15), ...span('2026-10-25T23:00:00Z', 15, { came: 50 })]);
    const report = await makerOf().make([siteOf()], { kind: 'week', language: 'de' });
    expect(report.zones[0]).toMatchObject({ visitors: 30, days: { length: 7 } });
    const monthly = await makerOf().make([siteOf()], { kind: 'month', day: '2028-02-10', language: 'de' });
    expect(monthly).toMatchObject({ from: '2028-02-01', to: '2028-02-29', isWhole: false });
  });

  it('has from its home what only that knows of a site, and says so where that does not answer', async () => {
    const other = (id: string) => ({ ...siteOf(), id, name: id });
    const known: HomeReport = {
      store: {
        drift: { closings: 6, mean: 4, worst: -9, worstDay: '2026-12-09' },
        forecast: [{ date: '2026-12-14', isClosed: false, expected: 88, at: '15:30', light: 'amber' }],
      },
    };
    const asked: string[] = [];
    const maker = makerOf({ sites: sitesHere(siteOf(), { basel: known }, asked) });
    const chain = { name: 'All', timezone: 'Europe/Zurich' };
    const sites = [siteOf(), other('basel'), other('chur')];
    const report = await maker.make(sites, { kind: 'week', language: 'en', chain });
    expect(asked).toEqual(['week 2026-12-07: basel,chur']);
    expect(
      report.zones.map(({ site, isPartial, drift, forecast }) => [site, isPartial, drift, forecast.length]),
    ).toEqual([
      ['bern', false, null, 0],
      ['basel', false, known.store?.drift, 1],
      ['chur', true, null, 0],
    ]);
    const { text, html } = reportDocument({
      report,
      language: languageOf('en'),
      timezoneOf: () => 'Europe/Zurich',
      picture: () => '',
    });
    for (const said of [text, html])
      expect(said.split('the server that runs this site did not answer')).toHaveLength(2);
  });

  it('says in every language what it says, also of a week without a number', async () => {
    const report = await makerOf().make([siteOf()], { kind: 'month', language: 'en' });
    const texts = locales.map((locale) =>
      reportDocument({
        report,
        language: languageOf(locale),
        timezoneOf: () => 'Europe/Zurich',
        picture: () => '',
        publicUrl: 'https://door.example',
      }),
    );
    for (const { html, text } of texts) {
      expect(`${html}${text}`).not.toMatch(/\{\w+\}|\bundefined\b|\bNaN\b|\bnull\b/);
      // Nothing was known: nothing is claimed.
      expect(text).not.toMatch(/Never above|Nie über|Jamais|Mai sopra|Nunca/);
    }
    expect(new Set(texts.map(({ text }) => text)).size).toBe(locales.length);
  });

  it('has pictures that mail programs show, without a font', async () => {
    const svg = barsSvg([3, null, 0, 12], 10);
    const png = await pngOf(svg);
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    // Twice as fine as it is shown.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 280]);
    expect(svg).not.toContain('<text');
  });
});

describe('who gets a report, and when', () => {
  const due = (time: string, keys = 'reports: { emails: [m@example.com], at: "07:00" }') =>
    dueSendings([siteOf(keys)], undefined, at(time)).map(({ kind, from }) => `${kind} ${from}`);

  it('is due at its hour on the day after, by the clock of the site, for three days', () => {
    expect(due('2026-12-14T05:59:00Z')).toEqual([]);
    expect(due('2026-12-14T06:00:00Z')).toEqual(['week 2026-12-07']);
    expect(due('2026-12-17T05:59:00Z')).toEqual(['week 2026-12-07']);
    expect(due('2026-12-17T06:01:00Z')).toEqual([]);
    // Summer begins on 29 March: seven o’clock is an hour earlier.
    expect(due('2026-03-30T04:59:00Z')).toEqual([]);
    expect(due('2026-03-30T05:00:00Z')).toEqual(['week 2026-03-23']);
    expect(due('2027-03-01T06:00:00Z')).toEqual(['week 2027-02-22', 'month 2027-02-01']);
    expect(due('2027-03-01T06:00:00Z', 'reports: { emails: [m@example.com], weekly: false }')).toEqual([
      'month 2027-02-01',
    ]);
    expect(due('2027-03-01T06:00:00Z', '')).toEqual([]);
  });

  it('names the chain beside its sites', () => {
    const chain = {
      ...{ emails: ['boss@example.com'], weekly: true, monthly: false, at: '08:30' },
      ...{ timezone: 'Europe/Zurich', language: 'de' },
    };
    expect(dueSendings([siteOf()], chain, at('2026-12-14T07:30:00Z'))).toEqual([
      { scope: '*', kind: 'week', from: '2026-12-07', email: 'boss@example.com' },
    ]);
  });
});

describe('sending reports', () => {
  const emails = ['a@example.com', 'b@example.com', 'c@example.com'];
  let mails: Mail[];
  let store: ReportStore;
  let isElsewhere: boolean;

  const senderOf = (
    mail: (mail: Mail) => Promise<Awaited<ReturnType<typeof failed>> | typeof sent>,
    own = store,
  ) =>
    new ReportSender({
      store: own,
      clock,
      retention: clock,
      sites: () => [siteOf(`reports: { emails: [${emails.join(', ')}], monthly: false }`)],
      isElsewhere: () => isElsewhere,
      make: async () => ({ subject: 'Report', text: 'text' }),
      mail,
      onError: () => undefined,
    });
  const deliver = async (mail: Mail) => {
    mails.push(mail);
    return sent;
  };
  const receivers = () => mails.map(({ to }) => to).toSorted();

  beforeEach(() => {
    mails = [];
    isElsewhere = false;
    store = new ReportStore(database.db);
  });

  it('leaves the reports of a site to the sidecar on which it runs', async () => {
    isElsewhere = true;
    await senderOf(deliver).wake();
    expect(receivers()).toEqual([]);
    isElsewhere = false;
    await senderOf(deliver).wake();
    expect(receivers()).toEqual(emails);
  });

  it('reaches each receiver once, whatever number of sidecars looks, at the same time and again', async () => {
    const senders = Array.from({ length: 4 }, () => senderOf(deliver));
    await Promise.all(senders.map((sender) => sender.wake()));
    nowMs += hourMs;
    await Promise.all(senders.map((sender) => sender.wake()));
    expect(receivers()).toEqual(emails);
    expect((await store.latest('bern', 9)).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
  });

  it('reaches each receiver once, whichever tries fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 12 }), async (outcomes) => {
        await database.db.deleteFrom('report_sending').execute();
        nowMs = at('2026-12-14T06:30:00Z');
        mails = [];
        const left = [...outcomes];
        const flaky = (mail: Mail) =>
          left.shift() === false ? Promise.resolve(failed('mail-no-answer')) : deliver(mail);
        const senders = [senderOf(flaky), senderOf(flaky)];
        for (let round = 0; round < 20; round++) {
          await Promise.all(senders.map((sender) => sender.wake()));
          nowMs += 2 * hourMs;
        }
        expect(receivers()).toEqual(emails);
      }),
      { numRuns: 5 },
    );
  });

  it('forgets after ninety days what was sent, and not what is still to be', async () => {
    await senderOf(async (mail) =>
      mail.to === 'c@example.com' ? failed('mail-no-answer') : deliver(mail),
    ).wake();
    expect(await store.latest('bern', 9)).toHaveLength(3);
    nowMs += 91 * 24 * hourMs;
    isElsewhere = true;
    await senderOf(deliver).wake();
    const left = (await store.latest('bern', 9)).map(({ from_day, email }) => `${from_day} ${email}`);
    expect(left.filter((each) => each.startsWith('2026-12-07'))).toEqual(['2026-12-07 c@example.com']);
  });

  it('gives up on a receiver that is refused, and says why', async () => {
    const sender = senderOf(async (mail) =>
      mail.to === 'b@example.com'
        ? failed('mail-receiver-refused', { to: mail.to }, { isFinal: true })
        : deliver(mail),
    );
    await sender.wake();
    const [, refused] = await store.latest('bern', 9);
    expect(refused).toMatchObject({ email: 'b@example.com', state: 'given-up' });
    expect(refused?.error).toContain('b@example.com');
    expect(receivers()).toEqual(['a@example.com', 'c@example.com']);
  });

  it('goes on where a process ended with a claim, under the same message id', async () => {
    const [email = ''] = emails;
    const sending = { scope: 'bern', kind: 'week', from: '2026-12-07', email } as const;
    await senderOf(async () => failed('mail-no-answer')).wake();
    nowMs += 2 * minuteMs;
    expect(await store.claim(sending, 'a process that has ended', nowMs, nowMs + 15 * minuteMs)).toBe(true);
    const sender = senderOf(deliver);
    await sender.wake();
    expect(receivers()).toEqual(emails.slice(1));
    nowMs += 16 * minuteMs;
    await sender.wake();
    expect(receivers()).toEqual(emails);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(emails.length);
  });

  it('sends nothing twice while it cannot be saved that it was sent', async () => {
    let isRefusing = true;
    const refusing = new ReportStore(database.db);
    const save = refusing.sent.bind(refusing);
    refusing.sent = (...saved) => (isRefusing ? Promise.reject(new Error('disk')) : save(...saved));
    const sender = senderOf(deliver, refusing);
    for (let round = 0; round < 4; round++) {
      await sender.wake();
      nowMs += 20 * minuteMs;
    }
    expect(new Set(receivers()).size).toBe(mails.length);
    isRefusing = false;
    for (let round = 0; round < 4; round++) {
      await sender.wake();
      nowMs += 20 * minuteMs;
    }
    expect(receivers()).toEqual(emails);
    expect((await store.latest('bern', 9)).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
  });
});
