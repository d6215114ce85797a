import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type PublicSite, publicSiteSchema } from '#lib/contract/public-site.ts';
import { axis3dSimulator } from '#server/simulators/axis-3d/simulator.ts';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';

let hall: SimulatedDevice;
let running: RunningSidecar;
let admin: Visitor;

const sensor = (url: string) =>
  `sensors: [{ id: door, driver: axis-3d, url: "${url}", username: op, password: secret, poll: 100ms }]`;
const zones = (name: string) => `zones:
      - { id: store, name: '${name}', capacity: 120, sources: [{ sensor: door }] }
      - { id: office, name: Office, capacity: 20, sources: [{ sensor: door }] }`;

beforeAll(async () => {
  hall = await axis3dSimulator.start({ username: 'op', password: 'secret' });
  running = await RunningSidecar.start(`sites:
  - id: bern
    name: Bern <Markt>
    timezone: Europe/Zurich
    languages: [de, en, fr]
    public: { number: true, zones: [store] }
    ${sensor(hall.url)}
    ${zones('Store & "more"')}
  - id: zug
    name: Zug
    timezone: Europe/Zurich
    public: { number: false }
    hours: { mon: "08:00-08:01" }
    ${sensor(hall.url)}
    ${zones('Store')}
  - id: hidden-site
    name: Hidden
    timezone: Europe/Zurich
    ${sensor(hall.url)}
    ${zones('Store')}
`);
  admin = await running.signIn();
  await lightOf('store', 'green');
});

afterAll(async () => {
  await running?.stop();
  await hall?.close();
});

async function siteOf(site: string): Promise<PublicSite> {
  return publicSiteSchema.parse(await running.read(`/public/v1/sites/${site}`, {}));
}

async function lightOf(zone: string, light: string): Promise<void> {
  await vi.waitFor(
    async () => expect((await siteOf('bern')).zones.find((each) => each.zone === zone)?.light).toBe(light),
    { timeout: 60_000, interval: 100 },
  );
}

/** The bodies of events, as they come. */
async function* eventsOf(site: string, signal: AbortSignal): AsyncGenerator<PublicSite> {
  const answer = await fetch(`${running.url}/public/v1/sites/${site}/events`, { signal });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += new TextDecoder().decode(chunk);
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (data !== undefined) yield publicSiteSchema.parse(JSON.parse(data));
    }
  }
}

describe('a site that is public', () => {
  it('is open to anybody, with the zones it names and nothing else', async () => {
    await running.send('PUT', '/api/v1/zones/bern/store/hold', admin, {
      light: 'amber',
      note: 'the boss comes',
    });
    await lightOf('store', 'amber');
    const answer = await running.fetch('/public/v1/sites/bern');
    const text = await answer.text();
    expect(publicSiteSchema.parse(JSON.parse(text)).zones.map(({ zone }) => zone)).toEqual(['store']);
    expect(text).not.toMatch(/boss|hold|admin|door|office|reason/i);
    await running.send('DELETE', '/api/v1/zones/bern/store/hold', admin);
    await lightOf('store', 'green');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=2',
      'content-type': 'application/json; charset=utf-8',
      etag: expect.stringMatching(/^W\/"/),
    });
  });

  it('is answered 304 to who has it, for as long as nothing changes but the time', async () => {
    const first = await running.fetch('/public/v1/sites/bern');
    const etag = first.headers.get('etag') ?? '';
    const asOf = publicSiteSchema.parse(await first.json()).zones[0]?.asOf;
    await expect.poll(async () => (await siteOf('bern')).zones[0]?.asOf).not.toBe(asOf);
    const again = await running.fetch('/public/v1/sites/bern', {}, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('access-control-allow-origin')).toBe('*');
    // Caches would take them for those of what they have.
    expect([again.headers.get('content-length'), again.headers.get('content-type')]).toEqual([null, null]);
    const script = await running.fetch('/public/v1/embed.js');
    const tag = script.headers.get('etag') ?? '';
    const kept = await running.fetch('/public/v1/embed.js', {}, { headers: { 'if-none-match': tag } });
    expect([kept.status, kept.headers.get('content-length'), kept.headers.get('content-type')]).toEqual([
      304,
      null,
      null,
    ]);
    const api = await running.fetch('/api/v1/zones', admin);
    const held = { headers: { 'if-none-match': api.headers.get('etag') ?? '' } };
    const same = await running.fetch('/api/v1/zones', admin, held);
    expect([same.status, same.headers.get('content-length')]).toEqual([304, null]);
    await running.send('POST', '/api/v1/zones/bern/store/adjust', admin, { occupancy: 50 });
    const changed = await running.fetch('/public/v1/sites/bern', {}, { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    expect(publicSiteSchema.parse(await changed.json()).zones[0]).toMatchObject({
      occupancy: 50,
      capacity: 120,
    });
  });

  it('reports no numbers where they are hidden', async () => {
    const zug = await siteOf('zug');
    expect(zug.zones).toHaveLength(2);
    expect(JSON.stringify(zug)).not.toMatch(/occupancy|capacity/);
  });

  it('lets scripts of other sites ask with a tag', async () => {
    const answer = await running.fetch('/public/v1/sites/bern', {}, { method: 'OPTIONS' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-headers')).toContain('If-None-Match');
  });
});

describe('a site that is not public', () => {
  it.each([
    '/public/v1/sites/$',
    '/public/v1/sites/$/events',
    '/public/v1/badge/$/store.svg',
    '/now/$',
    '/now/$/manifest.webmanifest',
  ])('is answered at %s like one that does not exist', async (path) => {
    const ask = async (site: string) => {
      const answer = await running.fetch(path.replace('$', site));
      const headers = Object.fromEntries(answer.headers);
      return {
        status: answer.status,
        body: (await answer.text()).replaceAll(site, '$'),
        headers: { ...headers, date: '', 'content-length': '' },
      };
    };
    const hidden = await ask('hidden-site');
    expect(hidden.status).toBe(404);
    expect(await ask('nowhere')).toEqual(hidden);
    expect((await ask('No%20id!')).status).toBe(404);
  });

  it('has no badge for a zone that is not reported', async () => {
    expect((await running.fetch('/public/v1/badge/bern/office.svg')).status).toBe(404);
    expect((await running.fetch('/public/v1/badge/bern/store.svg')).status).toBe(200);
  });
});

describe('the events of a site', () => {
  it('begin with what is, report each change, and repeat it within its validity', async () => {
    const over = new AbortController();
    const events = eventsOf('bern', over.signal);
    const first = (await events.next()).value;
    expect(first?.site).toBe('bern');
    await running.send('POST', '/api/v1/zones/bern/store/adjust', admin, { occupancy: 119 });
    let changed: PublicSite | undefined;
    while (changed?.zones[0]?.occupancy !== 119) changed = (await events.next()).value;
    const heardMs = performance.now();
    expect((await events.next()).value?.zones[0]?.occupancy).toBe(119);
    expect(performance.now() - heardMs).toBeLessThan(4500);
    over.abort();
  });

  it('end with the sidecar, and hold nothing up', async () => {
    const other = await RunningSidecar.start(`sites:
  - { id: bern, name: Bern, timezone: Europe/Zurich, public: true }
`);
    const answer = await fetch(`${other.url}/public/v1/sites/bern/events`);
    const reader = answer.body?.getReader();
    await reader?.read();
    await other.stop();
    const isOver = async () => {
      for (;;) if ((await reader?.read())?.done !== false) return true;
    };
    // Cut or ended: either way nothing more is sent.
    expect(await isOver().catch(() => true)).toBe(true);
  });
});

describe('the public page', () => {
  const page = async (query = '', language = 'fr-CH, en;q=0.5') =>
    running.fetch(`/now/bern${query}`, {}, { headers: { 'accept-language': language } });

  it('says the light in the first answer, in at most 60 KB, and loads nothing of others', async () => {
    const answer = await page();
    const html = await answer.text();
    expect(Buffer.byteLength(html)).toBeLessThan(60_000);
    expect(html).toMatch(/data-zone="store" data-light="(green|amber|red)"/);
    expect(html).toContain('<h1>Bern &lt;Markt&gt;</h1>');
    expect(html).not.toMatch(/office/i);
    expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['', 'fr-CH, en;q=0.5', 'fr'],
    ['?lang=en', 'fr', 'en'],
    ['', 'ja, it', 'de'],
    ['?lang=%22%3E', 'en-GB', 'en'],
  ])('speaks the language of the visitor: %s %s', async (query, accepted, lang) => {
    expect(await (await page(query, accepted)).text()).toContain(`<html lang="${lang}"`);
  });

  it('loads itself again where there are no scripts', async () => {
    expect(await (await page()).text()).toContain('<noscript><meta http-equiv="refresh" content="4">');
  });

  it('says when a closed site opens, and writes its hours in words', async () => {
    const html = await (await running.fetch('/now/zug?lang=en')).text();
    expect(html).toMatch(/Closed\. We open: (Monday )?08:00|Open now/);
    expect(html).toContain('<dt>Mon</dt><dd>08:00\u00a0–\u00a008:01</dd>');
    expect(html).toContain('<dt>Tue – Sun</dt><dd>Closed</dd>');
  });

  it('can be kept on the home screen', async () => {
    const manifest = await running.read('/now/bern/manifest.webmanifest?lang=en', {});
    expect(manifest).toMatchObject({
      name: 'Bern <Markt>',
      start_url: '/now/bern?lang=en',
      scope: '/now/bern',
    });
  });
});

describe('what other web sites load', () => {
  it('is a script of at most 8 KB', async () => {
    const answer = await running.fetch('/public/v1/embed.js');
    const script = await answer.text();
    expect(Buffer.byteLength(script)).toBeLessThanOrEqual(8192);
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const again = await running.fetch(
      '/public/v1/embed.js',
      {},
      { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } },
    );
    expect(again.status).toBe(304);
  });

  it('is a badge in the language of the visitor, which turns unknown by itself', async () => {
    const answer = await running.fetch('/public/v1/badge/bern/store.svg?lang=en');
    const svg = await answer.text();
    expect(svg).toContain('Store &amp; &quot;more&quot;');
    expect(svg).toMatch(/data-light="(green|amber|red)"/);
    expect(svg).toContain('Not known right now');
    expect(svg).toContain('animation:late 0s 4500ms forwards');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=2');
  });
});
