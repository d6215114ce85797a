import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { templateSimulator } from '#server/simulators/templates/simulator.ts';
import { ApacheServer } from '#server/test-support/apache-server.ts';
import type { SensorConfig, SensorDriver, SensorFamily } from '../driver.ts';
import { expressionProcess } from '../expressions/expressions.ts';
import { DeviceConnection } from '../http/device-connection.ts';
import { type Answer as DeviceAnswer, TestDevice } from '../http/test-device.ts';
import { families, templates } from '../registry.ts';
import { httpJson } from './http-json.ts';

const wants = [{ channel: 'main', use: 'auto' }] as const;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => expressionProcess.stop());

function open(
  url: string,
  options: object,
  { family = httpJson, ...signIn }: Partial<SensorConfig> & { family?: SensorFamily } = {},
): SensorDriver {
  const { username, password } = signIn;
  const http = new DeviceConnection({
    origin: new URL(url).origin,
    tls: 'verify',
    ...(username !== undefined && password !== undefined && { credentials: { username, password } }),
  });
  const config = { site: 'bern', id: 'door', driver: family.id, url, tls: 'verify' as const, pollMs: 1000 };
  const driver = family.create(
    { ...config, options: family.optionsSchema.parse(options) },
    { http, timezone: 'UTC' },
  );
  closing.push(
    async () => driver.close?.(),
    () => http.close(),
  );
  return driver;
}

async function device(answer: DeviceAnswer): Promise<TestDevice> {
  const started = await TestDevice.http(answer);
  closing.push(() => started.close());
  return started;
}

const says = (body: string): Promise<TestDevice> => device((_request, response) => response.end(body));
const read = (driver: SensorDriver) => driver.read(wants, new AbortController().signal);
const template = (id: string) => templates.find(({ driver }) => driver === id) ?? expect.fail(id);

describe('http-json', () => {
  it.each([
    [
      'JSON',
      '{"people": {"in": 5, "out": "3"}, "sn": "00:40:8c:18", "at": "2026-03-02T09:00:00Z"}',
      'people.in',
      'people.out',
      'sn',
      'at',
    ],
    [
      'XML',
      '<?xml version="1.0"?><d:r xmlns:d="u"><d:in unit="p">5</d:in><d:out>3</d:out><d:sn>0040 8C18</d:sn><d:at>2026-03-02 09:00:00</d:at></d:r>',
      'r.in."#text"',
      'r.out',
      'r.sn',
      'r.at',
    ],
    [
      'key=value',
      'c.in[0]=5\r\nc.in[1]=9\nc.out=3\nsn="00408C18"\nat=1772442000',
      'c.in[0]',
      'c.out',
      'sn',
      'at',
    ],
  ])('reads %s', async (_format, body, peopleIn, peopleOut, serial, time) => {
    const { origin } = await says(body);
    const answer = await read(open(`${origin}/x?a=1`, { in: peopleIn, out: peopleOut, serial, time }));
    expect(answer).toMatchObject({
      ok: true,
      value: {
        readings: [{ kind: 'count', channel: 'main', in: 5, out: 3 }],
        serial: '00408C18',
        deviceClockMs: Date.UTC(2026, 2, 2, 9),
      },
    });
  });

  it('asks the whole address, by POST with body, headers and token where it is configured so', async () => {
    const asked = await device(({ method, body }, response) =>
      response.end(JSON.stringify({ method, body, n: 4 })),
    );
    const options = {
      method: 'POST',
      body: '{"q": 1}',
      headers: { 'X-Shop': 'bern' },
      token: 'abc',
      occupancy: 'n',
    };
    expect(await read(open(`${asked.origin}/a/b?c=d&e`, options))).toMatchObject({
      value: { readings: [{ kind: 'level', occupancy: 4 }] },
    });
    expect(asked.received).toMatchObject([
      { method: 'POST', path: '/a/b?c=d&e', body: '{"q": 1}', authorization: 'Bearer abc' },
    ]);
  });

  it('signs in by Digest at a real Apache, once, and sets the occupancy through it', async () => {
    let occupancy = 7;
    const behind = await device(({ method, path, body }, response) => {
      if (method === 'POST' && path === '/set/main') occupancy = Number(JSON.parse(body).to);
      response.end(JSON.stringify({ occupancy }));
    });
    const user = { username: 'op', password: 'right, "quoted" password' };
    const apache = await ApacheServer.start(behind.origin, user);
    closing.push(() => apache.stop());
    const options = { occupancy: 'occupancy', set: { url: '/set/{channel}', body: '{"to": {occupancy}}' } };
    const driver = open(`${apache.url}/counts`, options, user);
    expect(await read(driver)).toMatchObject({ value: { readings: [{ occupancy: 7 }] } });
    expect(driver.occupancyControl?.canSet('main')).toBe(true);
    expect(await driver.occupancyControl?.set('main', 0, new AbortController().signal)).toMatchObject({
      ok: true,
    });
    expect(await read(driver)).toMatchObject({ value: { readings: [{ occupancy: 0 }] } });
    expect(behind.received.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
    const stranger = open(`${apache.url}/counts`, options, { username: 'op', password: 'wrong' });
    expect(await read(stranger)).toMatchObject({ error: { kind: 'unauthorized' } });
    expect(await read(open(`${apache.url}/counts`, options))).toMatchObject({
      error: { kind: 'unauthorized' },
    });
  });

  it.each([
    ['{"in": 5}', { in: 'in', out: 'gone' }, { field: 'out', found: 'nothing' }],
    [
      '{"in": -1, "out": 0}',
      { in: 'in', out: 'out' },
      { field: 'in', expected: 'a whole number of 0 or more', found: '-1' },
    ],
    ['{"in": 1.5, "out": 0}', { in: 'in', out: 'out' }, { field: 'in', found: '1.5' }],
    ['{"a": {}}', { occupancy: 'a' }, { field: 'occupancy', found: '{}' }],
    [
      '{"a": "x"}',
      { occupancy: '$number(a)' },
      { field: 'occupancy', found: 'Unable to cast value to a number: "x" at character 8' },
    ],
    ['{"a": 1, "t": "today"}', { occupancy: 'a', time: 't' }, { field: 'time', found: '"today"' }],
    ['<html><body>Sign in</body></html>', { occupancy: 'a' }, { field: 'body', found: 'an HTML page' }],
    ['{"a": 1', { occupancy: 'a' }, { field: 'body', expected: 'JSON' }],
    ['', { occupancy: 'a' }, { field: 'body', found: 'an empty body' }],
    ['{"ready": false, "a": 1}', { occupancy: 'a', when: 'ready' }, { field: 'when', found: 'false' }],
    [
      '{"l": [{"id": "a", "n": 1}, {"id": "a", "n": 2}]}',
      { channels: 'l.{"channel": id, "occupancy": n}' },
      { field: 'channels[1].channel' },
    ],
  ])('says what is wrong with %s', async (body, options, error) => {
    const { origin } = await says(body);
    expect(await read(open(origin, options))).toMatchObject({
      ok: false,
      error: { kind: 'invalid', ...error },
    });
  });

  it('reports the error that a device reports inside of a success', async () => {
    const { origin } = await says('{"error": {"code": 2103, "message": "Scenario not found"}}');
    expect(await read(open(origin, { in: 'n', error: 'error' }))).toMatchObject({
      error: { kind: 'device', code: 2103, message: 'Scenario not found' },
    });
  });

  it('takes no answer that is too long or too late', async () => {
    const { origin } = await says(JSON.stringify({ a: 1, filler: 'x'.repeat(1_100_000) }));
    expect(await read(open(origin, { occupancy: 'a' }))).toMatchObject({
      error: { kind: 'invalid', expected: 'at most 1000000 characters' },
    });
    const silent = await device(() => undefined);
    const read2 = open(silent.origin, { occupancy: 'a' }).read(wants, AbortSignal.timeout(50));
    expect(await read2).toMatchObject({ error: { kind: 'unreachable' } });
  });

  it('counts changes of each time once, however often they are read', async () => {
    const { origin } = await says('{"in": 2, "out": 1, "t": "2026-03-02T09:00:00Z"}');
    const driver = open(origin, { kind: 'changes', in: 'in', out: 'out', time: 't' });
    const [first, second] = [await read(driver), await read(driver)];
    expect(driver.givesChanges).toBe(true);
    const identities = [first, second].map((answer) =>
      answer.ok ? answer.value.pushed?.intervals[0]?.identity : '',
    );
    expect(identities[0]).toBe(identities[1]);
    expect(first).toMatchObject({ value: { readings: [], pushed: { intervals: [{ in: 2, out: 1 }] } } });
  });

  it('is refused where the keys say nothing, or the wrong thing, and says where', () => {
    const messages = (options: object) =>
      httpJson.optionsSchema
        .safeParse(options)
        .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    expect(messages({})).toEqual(['in: in and out, or occupancy: what is read from the answer']);
    expect(messages({ in: 'a.(b', out: '1' })).toEqual([
      'in: a JSONata expression (Expected ")" before end of expression at character 4)',
    ]);
    expect(messages({ in: 'a', kind: 'changes' })?.[0]).toMatch(/^time: /);
    expect(messages({ in: 'a', kind: 'level' })?.[0]).toMatch(/^kind: /);
    expect(messages({ in: 'a', channels: 'b' })?.[0]).toMatch(/^in: either/);
    expect(messages({ channels: { hall: { in: '((' } } })?.[0]).toMatch(
      /^channels\.hall\.in: a JSONata expression/,
    );
  });
});

describe('the simulated devices of templates', () => {
  it.each(templates.filter(({ over }) => over === 'http-json').map(({ driver }) => driver))(
    '%s is read by its driver, signed in',
    async (id) => {
      const { example, signIn, simulate, reset } = template(id);
      const family = families.get(id) ?? expect.fail(id);
      const user = signIn === 'password' ? { username: 'op', password: 'secret' } : {};
      const token = signIn === 'token' ? { token: 'T0K' } : {};
      const simulated: SimulatedDevice = await templateSimulator(template(id)).start({ ...user, ...token });
      closing.push(() => simulated.close());
      simulated.walk({ in: 9, out: 2 });
      const driver = open(simulated.url, { ...example.options, ...token }, { family, ...user });
      const answer = await read(driver);
      const truth = simulated.truth()[0] ?? expect.fail();
      expect(answer).toMatchObject({ ok: true });
      for (const reading of answer.ok ? answer.value.readings : []) {
        expect(reading.channel).toBe(simulate.channel);
        if (reading.kind === 'count') expect(reading).toMatchObject({ in: truth.in, out: truth.out });
        else expect(reading.occupancy).toBe(truth.occupancy);
      }
      if (reset === undefined) return;
      const signal = new AbortController().signal;
      const done = await driver.device?.actions?.run(
        { id: 'reset-counters' },
        { signal, read: () => read(driver) },
      );
      expect(done).toMatchObject({ ok: true });
      expect(simulated.truth()[0]).toMatchObject({ in: 0, out: 0 });
    },
  );
});
