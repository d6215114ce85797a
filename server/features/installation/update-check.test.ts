import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Update } from '#lib/contract/about.ts';
import { Outbound } from '#server/network/outbound.ts';
import { readEnvironment } from '#server/platform/config/environment.ts';
import type { Database } from '#server/platform/database/database.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { isNewerVersion, UpdateCheck } from './update-check.ts';

const dayMs = 86_400_000;

let kept: TestDatabase;
let database: Database;
let mirror: Server;
let url: string;
let asked: IncomingMessage[];
let answer: (response: ServerResponse) => void;
let nowMs: number;

const says = (body: string | Buffer, headers: Record<string, string> = {}) => {
  answer = (response) => response.writeHead(200, headers).end(body);
};
const release = (version: string, more: object = {}) => JSON.stringify({ version, ...more });

beforeAll(async () => {
  kept = await TestDatabase.create();
  database = await kept.open();
});
afterAll(async () => {
  await database.close();
  await kept.remove();
});
beforeEach(async () => {
  await database.db.deleteFrom('installation').execute();
  asked = [];
  nowMs = Date.UTC(2026, 10, 30, 8);
  mirror = createServer((request, response) => {
    asked.push(request);
    answer(response);
  });
  await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(mirror.address() as AddressInfo).port}/doorlight/latest.json`;
  says(release('0.2.0'));
});
afterEach(async () => {
  mirror.closeAllConnections();
  mirror.close();
});

/** A check, as a start of Doorlight with this environment has it. */
function checkOf({ at = url, isFirst = true, on = 'on', version = '0.1.0' } = {}): UpdateCheck {
  return new UpdateCheck({
    platform: {
      clock: { now: () => nowMs, monotonic: () => nowMs },
      database,
      environment: readEnvironment({ UPDATE_CHECK: on, UPDATE_URL: at }),
      logger: pino({ level: 'silent' }),
      outbound: new Outbound(),
      version,
    },
    isFirst: () => isFirst,
  });
}

async function statusAfter(check: UpdateCheck): Promise<Update> {
  await check.wake();
  return check.status();
}

describe('the check for a new version', () => {
  it('asks nobody unless it is switched on', async () => {
    expect(await statusAfter(checkOf({ on: 'off' }))).toEqual({ isOn: false });
    expect(asked).toEqual([]);
  });

  it('says which version is out, and where it is described', async () => {
    expect(await statusAfter(checkOf())).toMatchObject({
      isOn: true,
      url,
      askedAt: '2026-11-30T08:00:00.000Z',
      latest: { version: '0.2.0', link: new URL('.', url).href },
    });
    expect((await checkOf({ version: '0.2.0' }).status()).latest).toBeUndefined();
    nowMs += dayMs;
    says(release('0.3.0', { notes: 'notes/0.3.0.html' }));
    const { latest } = await statusAfter(checkOf());
    expect(latest).toEqual({ version: '0.3.0', link: new URL('notes/0.3.0.html', url).href });
  });

  it('sends the same question as everybody: nothing of this installation', async () => {
    says(release('0.2.0'), { etag: '"you-are-number-7"', 'set-cookie': 'id=7' });
    await checkOf().wake();
    nowMs += dayMs;
    await checkOf().wake();
    expect(asked).toHaveLength(2);
    for (const { method, headers, url: path } of asked) {
      expect([method, path]).toEqual(['GET', '/doorlight/latest.json']);
      expect(headers['user-agent']).toBe('Doorlight');
      expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['cookie']));
      expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['if-none-match']));
      expect(JSON.stringify(headers)).not.toContain('0.1.0');
    }
  });

  it('asks once a day, over restarts and by one of several sidecars', async () => {
    await checkOf({ isFirst: false }).wake();
    expect(asked).toHaveLength(0);
    for (let restart = 0; restart < 3; restart++) await checkOf().wake();
    nowMs += dayMs - 1;
    await checkOf().wake();
    expect(asked).toHaveLength(1);
    // The others show what the first has heard.
    expect((await checkOf({ isFirst: false }).status()).latest?.version).toBe('0.2.0');
    nowMs += 1;
    await checkOf().wake();
    expect(asked).toHaveLength(2);
    // The clock was a year ahead when it was asked.
    nowMs -= 365 * dayMs;
    await checkOf().wake();
    expect(asked).toHaveLength(3);
  });

  it('forgets what another address has said', async () => {
    await checkOf().wake();
    const other = url.replace('latest', 'other');
    expect(await checkOf({ at: other }).status()).toEqual({ isOn: true, url: other });
    await checkOf({ at: other }).wake();
    expect(asked.map(({ url: path }) => path)).toContain('/doorlight/other.json');
  });

  it('keeps the last good answer while the address fails', async () => {
    await checkOf().wake();
    nowMs += dayMs;
    answer = (response) => response.destroy();
    expect(await statusAfter(checkOf())).toMatchObject({
      failure: 'no-answer',
      latest: { version: '0.2.0' },
    });
  });

  it('ends at once when Doorlight stops, and asks again at the next start', async () => {
    let isAsked: () => void;
    const question = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    answer = () => isAsked();
    const check = checkOf();
    const round = check.wake();
    await question;
    await check.stop();
    await round;
    says(release('0.2.0'));
    expect((await statusAfter(checkOf())).latest?.version).toBe('0.2.0');
  });
});

describe('a wrong answer is harmless:', () => {
  const endless = (response: ServerResponse) => {
    response.writeHead(200);
    const block = Buffer.alloc(1_000_000, '{');
    const write = () => {
      while (!response.destroyed) if (!response.write(block)) return void response.once('drain', write);
    };
    write();
  };
  it.each<[string, () => void, Update['failure']]>([
    ['one without an end', () => (answer = endless), 'unreadable'],
    [
      '60 MB in a small parcel',
      () => says(gzipSync(Buffer.alloc(60_000_000, ' ')), { 'content-encoding': 'gzip' }),
      'unreadable',
    ],
    ['garbage', () => says('<!doctype html><title>Sign in</title>'), 'unreadable'],
    ['no version', () => says('{"version": "<script>alert(1)</script>"}'), 'unreadable'],
    ['nothing', () => says(''), 'unreadable'],
    ['an error', () => (answer = (response) => response.writeHead(500).end('{"version":"9.0.0"}')), 'status'],
    ['a connection that is cut', () => (answer = (response) => response.destroy()), 'no-answer'],
  ])('%s', async (_name, given, failure) => {
    given();
    const status = await statusAfter(checkOf());
    expect(status.latest).toBeUndefined();
    expect(status.failure).toBe(failure);
  });

  it('an older version, and the one that runs', async () => {
    says(release('0.0.9'));
    expect((await statusAfter(checkOf())).latest).toBeUndefined();
  });

  it('another address to go to: it is not followed', async () => {
    answer = (response) => response.writeHead(302, { location: `${url}?again` }).end();
    expect(await statusAfter(checkOf())).toMatchObject({ failure: 'redirect' });
    expect(asked).toHaveLength(1);
  });

  it('a link to somebody else', async () => {
    for (const notes of [
      'https://elsewhere.example/',
      '//elsewhere.example/x',
      'javascript:alert(1)',
      'data:,x',
    ]) {
      says(release('0.2.0', { notes }));
      expect((await statusAfter(checkOf())).latest?.link).toBe(new URL('.', url).href);
      nowMs += dayMs;
    }
  });

  it('the address at which a cloud hands out its keys: it is not asked', async () => {
    const at = 'http://169.254.169.254/latest.json';
    expect(await statusAfter(checkOf({ at }))).toMatchObject({ failure: 'not-allowed' });
  });
});

describe('which version is newer', () => {
  it('is decided by numbers; what is no release is never announced', () => {
    const newer = [
      ['0.2.0', '0.1.9'],
      ['0.10.0', '0.9.0'],
      ['1.0.0', '0.99.99'],
      ['0.2.0', '0.2.0-rc.1'],
    ] as const;
    for (const [release, running] of newer) {
      expect([release, running, isNewerVersion(release, running)]).toEqual([release, running, true]);
      expect(isNewerVersion(running, release)).toBe(false);
    }
    expect(isNewerVersion('0.2.0', 'test')).toBe(false);
  });

  it('is never both ways, and never itself', () => {
    const version = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(version, version, (one, other) => {
        expect(Number(isNewerVersion(one, other)) + Number(isNewerVersion(other, one))).toBe(
          one === other ? 0 : 1,
        );
      }),
    );
  });
});
