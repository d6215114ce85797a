import { describe, expect, it } from 'vitest';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { KeySignIn } from './key-sign-in.ts';

const unauthorized: SensorError = { kind: 'unauthorized', status: 401 };
const forbidden: SensorError = { kind: 'forbidden', status: 403 };
const limited: SensorError = { kind: 'rate-limited', retryAfterMs: 1000 };

/** A gateway that answers what `judge` says, and notes the headers that came. */
function gateway(judge: (header: string) => SensorError | undefined) {
  const seen: string[] = [];
  const request = async (headers: Readonly<Record<string, string>>): Promise<Result<string, SensorError>> => {
    const header = Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join();
    seen.push(header);
    const error = judge(header);
    return error === undefined ? ok('in') : fail(error);
  };
  return { seen, request };
}

const all = ['authorization: Apikey K', 'authorization: Bearer K', 'x-api-key: K'];

describe('signing in with a key', () => {
  it.each(all)('finds "%s" by itself and stays with it', async (right) => {
    const signIn = new KeySignIn({ apiKey: 'K', apiKeyHeader: 'auto' });
    const { seen, request } = gateway((header) => (header === right ? undefined : unauthorized));
    expect(await signIn.send(request)).toEqual(ok('in'));
    expect(seen).toEqual(all.slice(0, all.indexOf(right) + 1));
    seen.length = 0;
    await signIn.send(request);
    expect(seen).toEqual([right]);
  });

  it('tries the one configured way only', async () => {
    const signIn = new KeySignIn({ apiKey: 'K', apiKeyHeader: 'bearer' });
    const { seen, request } = gateway(() => unauthorized);
    expect(await signIn.send(request)).toEqual(fail(unauthorized));
    expect(seen).toEqual(['authorization: Bearer K']);
  });

  it('sends no key where none is configured', async () => {
    const { seen, request } = gateway(() => undefined);
    await new KeySignIn({ apiKey: undefined, apiKeyHeader: 'auto' }).send(request);
    expect(seen).toEqual(['']);
  });

  it('reports unauthorized after one round, and makes another one at the next poll', async () => {
    const signIn = new KeySignIn({ apiKey: 'K', apiKeyHeader: 'auto' });
    const { seen, request } = gateway(() => unauthorized);
    expect(await signIn.send(request)).toEqual(fail(unauthorized));
    expect(seen).toEqual(all);
    expect(await signIn.send(request)).toEqual(fail(unauthorized));
    expect(seen).toEqual([...all, ...all]);
  });

  it('says 403 when one way was understood but not allowed', async () => {
    const signIn = new KeySignIn({ apiKey: 'K', apiKeyHeader: 'auto' });
    const { request } = gateway((header) => (header.includes('Bearer') ? forbidden : unauthorized));
    expect(await signIn.send(request)).toEqual(fail({ kind: 'unauthorized', status: 403 }));
  });

  it('goes on where a limit of requests cut the round short', async () => {
    const signIn = new KeySignIn({ apiKey: 'K', apiKeyHeader: 'auto' });
    let polls = 0;
    const { seen, request } = gateway((header) => {
      if (polls < 2 && header !== all[polls]) return limited;
      return header === all[2] ? undefined : unauthorized;
    });
    for (; polls < 2; polls += 1) expect(await signIn.send(request)).toEqual(fail(limited));
    expect(await signIn.send(request)).toEqual(ok('in'));
    expect(seen).toEqual([all[0], all[1], all[1], all[2], all[2]]);
  });

  it('does not take a failure of another kind for a refusal', async () => {
    const signIn = new KeySignIn({ apiKey: 'K', apiKeyHeader: 'auto' });
    const { seen, request } = gateway(() => ({ kind: 'http-status', status: 500 }));
    expect(await signIn.send(request)).toEqual(fail({ kind: 'http-status', status: 500 }));
    expect(seen).toEqual([all[0]]);
  });

  it('reports a way that is refused of a sudden, and looks for another at the next poll', async () => {
    const signIn = new KeySignIn({ apiKey: 'K', apiKeyHeader: 'auto' });
    let right = all[0];
    const { seen, request } = gateway((header) => (header === right ? undefined : unauthorized));
    await signIn.send(request);
    right = all[1];
    seen.length = 0;
    expect(await signIn.send(request)).toEqual(fail(unauthorized));
    expect(seen).toEqual([all[0]]);
    expect(await signIn.send(request)).toEqual(ok('in'));
    expect(seen).toEqual([all[0], all[0], all[1]]);
  });

  it('takes a 403 for what it is about, once a way was let in', async () => {
    const signIn = new KeySignIn({ apiKey: 'K', apiKeyHeader: 'auto' });
    let error: SensorError | undefined;
    const { seen, request } = gateway((header) => (header === all[1] ? error : unauthorized));
    await signIn.send(request);
    error = forbidden;
    seen.length = 0;
    expect(await signIn.send(request)).toEqual(fail(forbidden));
    error = undefined;
    expect(await signIn.send(request)).toEqual(ok('in'));
    expect(seen).toEqual([all[1], all[1]]);
  });
});
