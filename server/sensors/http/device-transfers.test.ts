import { afterEach, describe, expect, it } from 'vitest';
import { DeviceConnection } from './device-connection.ts';
import { fileOf } from './device-file.ts';
import type { DeviceStream } from './device-http.ts';
import { type DeviceTransferOptions, DeviceTransfers } from './device-transfers.ts';
import { type Answer, TestDevice } from './test-device.ts';
import { contentOf } from './test-http.ts';

let device: TestDevice;
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  await device.close();
});

async function transfers(answer: Answer, options: Partial<DeviceTransferOptions> = {}) {
  device = await TestDevice.http(answer);
  const all = new DeviceTransfers({ origin: device.origin, tls: 'verify', ...options });
  opened.push(all);
  return all;
}

const get = (path: string, signal?: AbortSignal) =>
  ({ method: 'GET', path, ...(signal === undefined ? {} : { signal }) }) as const;

async function streamOf(answer: ReturnType<DeviceTransfers['open']>): Promise<DeviceStream> {
  const stream = await answer;
  if (!stream.ok) throw new Error(JSON.stringify(stream.error));
  return stream.value;
}

describe('a file', () => {
  it('is handed on while it comes, on a connection that is closed after it', async () => {
    let more = () => {};
    const all = await transfers((_request, response) => {
      response.write('first,');
      more = () => response.end('last');
    });
    const { body } = await streamOf(all.open(get('/export')));
    const chunks = body[Symbol.asyncIterator]();
    expect(String((await chunks.next()).value)).toBe('first,');
    more();
    expect(String((await chunks.next()).value)).toBe('last');
    expect((await chunks.next()).done).toBe(true);
    await expect.poll(() => device.openSockets).toBe(0);
  });

  it('does not hold up the polls', async () => {
    let finish = () => {};
    device = await TestDevice.http((request, response) => {
      if (request.path === '/live') return response.end('{"in":1}');
      response.write('start');
      finish = () => response.end();
    });
    const http = new DeviceConnection({ origin: device.origin, tls: 'verify' });
    opened.push(http);
    const file = await streamOf(http.transfer(get('/export')));
    expect(await http.request(get('/live'))).toMatchObject({ value: { text: '{"in":1}' } });
    finish();
    expect((await contentOf(file)).toString()).toBe('start');
    expect(device.connections).toBe(2);
  });

  it('waits for the one before it: a device is asked for one at a time', async () => {
    const ends: (() => void)[] = [];
    const all = await transfers((_request, response) => {
      response.write('x');
      ends.push(() => response.end());
    });
    const first = await streamOf(all.open(get('/1')));
    const second = all.open(get('/2'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(device.received.map(({ path }) => path)).toEqual(['/1']);
    ends[0]?.();
    await contentOf(first);
    const { body } = await streamOf(second);
    expect(device.received.map(({ path }) => path)).toEqual(['/1', '/2']);
    ends[1]?.();
    expect((await contentOf({ body })).toString()).toBe('x');
  });

  it('that is cut off fails instead of ending', async () => {
    const all = await transfers((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half');
      setTimeout(() => response.destroy(), 10);
    });
    const { body } = await streamOf(all.open(get('/export')));
    await expect(contentOf({ body })).rejects.toThrow();
  });

  it('that never ends, or stands still, is given up', async () => {
    const endless = await transfers((_request, response) => response.end('x'.repeat(2000)), {
      maxFileBytes: 1000,
    });
    const { body } = await streamOf(endless.open(get('/export')));
    await expect(contentOf({ body })).rejects.toThrow();
    await device.close();

    const still = await transfers((_request, response) => response.write('x'), { longestPauseMs: 50 });
    const paused = await streamOf(still.open(get('/export')));
    await expect(contentOf(paused)).rejects.toThrow('50 ms');
  });

  it('that nobody reads makes room for the next', async () => {
    const all = await transfers((_request, response) => response.write('x'), { longestPauseMs: 50 });
    await streamOf(all.open(get('/1')));
    expect(await all.open(get('/2'))).toMatchObject({ ok: true });
  });

  it('ends at once when who wants it has gone', async () => {
    const gone = new AbortController();
    const all = await transfers((_request, response) => response.write('x'));
    const { body } = await streamOf(all.open(get('/export', gone.signal)));
    const read = contentOf({ body });
    gone.abort();
    await expect(read).rejects.toThrow();
    await expect.poll(() => device.openSockets).toBe(0);
    expect(await all.open(get('/export', gone.signal))).toMatchObject({ error: { detail: 'aborted' } });
  });
});

describe('an answer that is no file', () => {
  it('is the error it stands for, and the sign-in is tried as for every call', async () => {
    const statuses = [404, 403, 500];
    const all = await transfers((_request, response, count) => {
      response.statusCode = statuses[count - 1] ?? 200;
      response.end('no');
    });
    expect(await all.open(get('/a'))).toEqual({ ok: false, error: { kind: 'not-found', path: '/a' } });
    expect(await all.open(get('/b'))).toMatchObject({ error: { kind: 'forbidden' } });
    expect(await all.open(get('/c'))).toMatchObject({ error: { kind: 'http-status', status: 500 } });
  });

  it('is a time limit where none comes', async () => {
    const all = await transfers(() => undefined);
    expect(await all.open({ ...get('/a'), timeoutMs: 30 })).toEqual({
      ok: false,
      error: { kind: 'timeout', timeoutMs: 30 },
    });
  });

  it.each([
    ['', 'text/csv', 'an empty body'],
    ['<!DOCTYPE html><html>', 'text/csv', 'an HTML page'],
    ['no archive', 'application/gzip', 'no archive'],
  ])('says what came: %j', async (text, type, found) => {
    const all = await transfers((_request, response) => response.end(text));
    const file = await fileOf(await streamOf(all.open(get('/a'))), type, 'a');
    expect(file).toMatchObject({ ok: false, error: { kind: 'invalid', field: 'body', found } });
    expect(await all.open(get('/b'))).toMatchObject({ ok: true });
  });
});

it.each([
  ['{"data":[1,2', 'application/json'],
  ['<appdata><cntset>', 'application/octet-stream'],
  ['<appdata><cntset', 'application/xml'],
])('a file whose device just closes the connection in the middle is not whole: %j', async (text, type) => {
  const all = await transfers((_request, response) => response.end(text));
  const file = await fileOf(await streamOf(all.open(get('/a'))), type, 'a');
  if (!file.ok) throw new Error(JSON.stringify(file.error));
  const content = contentOf(file.value);
  if (type === 'application/octet-stream') expect((await content).toString()).toBe(text);
  else await expect(content).rejects.toThrow('the file ends with');
});
