import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeptMedia } from '#lib/contract/media.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';

let running: RunningSidecar;
let admin: Visitor;

beforeAll(async () => {
  running = await RunningSidecar.start(`
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-3d, url: "http://127.0.0.1:9", username: op, password: pw }]
    zones: [{ id: store, name: Store, capacity: 20, sources: [{ sensor: door }] }]
`);
  admin = await running.signIn();
});

afterAll(() => running?.stop());

const video = Buffer.from('\0\0\0\x20ftypisom0123456789');
const keep = (body: Buffer, type: string, who: Visitor = admin, site = 'bern') =>
  running.fetch(`/api/v1/sites/${site}/media`, who, {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(body),
  });

describe('a file for displays', () => {
  it('is shown to everybody as what it is, to be kept, and to do nothing', async () => {
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>');
    const answer = await keep(drawing, 'image/png');
    expect(answer.status).toBe(200);
    const { path, type } = (await answer.json()) as KeptMedia;
    expect(type).toBe('image/svg+xml');
    const shown = await running.fetch(path, {});
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(drawing);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/),
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringContaining('immutable'),
    });
  });

  it('is played from where a player asks', async () => {
    const { path } = (await (await keep(video, 'video/mp4')).json()) as KeptMedia;
    const part = (range: string) => running.fetch(path, {}, { headers: { range } });
    const first = await part('bytes=4-7');
    expect([first.status, first.headers.get('content-range'), await first.text()]).toEqual([
      206,
      `bytes 4-7/${video.length}`,
      'ftyp',
    ]);
    expect(await (await part('bytes=-4')).text()).toBe('6789');
    expect((await part('bytes=900-')).status).toBe(200);
  });

  it('is refused in words', async () => {
    for (const type of ['text/html', 'image/png']) {
      const answer = await keep(Buffer.from('<!doctype html><script></script>'), type);
      expect([400, 415]).toContain(answer.status);
    }
    const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;
    expect(await codeOf(await keep(Buffer.from('no picture'), 'application/octet-stream'))).toBe(
      'media-kind',
    );
    const mb = 1024 * 1024;
    const large = Buffer.concat([video, Buffer.alloc(12 * mb)]);
    expect(await codeOf(await keep(large, 'video/mp4'))).toBe('media-size');
    expect(await codeOf(await keep(Buffer.alloc(14 * mb), 'video/mp4'))).toBe('too-large');
    expect((await keep(video, 'video/mp4', {})).status).toBe(401);
    expect((await keep(video, 'video/mp4', admin, 'genf')).status).toBe(404);
    expect((await running.fetch('/media/00000000000000000000.png', {})).status).toBe(404);
  });
});
