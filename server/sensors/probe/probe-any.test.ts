import { connectAsync } from 'mqtt';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Outbound } from '#server/network/outbound.ts';
import { templateSimulator } from '#server/simulators/templates/simulator.ts';
import { MosquittoServer } from '#server/test-support/mosquitto-server.ts';
import { expressionProcess } from '../expressions/expressions.ts';
import { TestDevice } from '../http/test-device.ts';
import { families, templates } from '../registry.ts';
import { type Probe, SensorProbe } from './sensor-probe.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => expressionProcess.stop());

function probe(request: Omit<Probe, 'tls'> & Partial<Probe>, outbound?: Outbound) {
  const parts = { families, timezone: 'Europe/Zurich', ...(outbound && { addresses: outbound.entered }) };
  return new SensorProbe(parts).run({ tls: 'verify', ...request }, AbortSignal.timeout(60_000));
}

async function start(id: string, options: Parameters<ReturnType<typeof templateSimulator>['start']>[0] = {}) {
  const template = templates.find(({ driver }) => driver === id) ?? expect.fail(id);
  const device = await templateSimulator(template).start(options);
  closing.push(() => device.close());
  device.walk({ in: 5, out: 1 });
  return { template, device };
}

const known = templates.filter(({ recognise }) => recognise !== undefined).map(({ driver }) => driver);

describe.each(known)('a pasted address of %s', (id) => {
  it('is recognised, and read once it is said what there is to say', async () => {
    const { template, device } = await start(id);
    const { example, signIn, simulate } = template;
    const token = signIn === 'token' ? { token: 'T0K' } : {};
    let answer = await probe({ url: device.url });
    if (answer.kind === 'sign-in') {
      const [family] = answer.families;
      expect(answer.families.map(({ driver }) => driver)).toEqual([id]);
      expect(family?.credential).toBe(signIn);
      expect(family?.parameters.map(({ key }) => key)).toEqual(Object.keys(template.options));
      answer = await probe({ url: device.url, driver: id, options: { ...example.options, ...token } });
    }
    expect(answer).toMatchObject({ kind: 'found', driver: id, readings: [{ channel: simulate.channel }] });
  });
});

describe('a device behind a password', () => {
  it.each(['dahua', 'hanwha', 'vivotek', 'hikvision'])('of %s is recognised with it', async (id) => {
    const user = { username: 'op', password: 'right' };
    const { device } = await start(id, user);
    const before = await probe({ url: device.url });
    expect(before.kind).toBe('sign-in');
    expect(await probe({ url: device.url, ...user })).toMatchObject({ kind: 'found', driver: id });
  });
});

describe('any device', () => {
  it('shows its answer, and then what is read from it', async () => {
    const device = await TestDevice.http(({ path }, response) =>
      response.end(path === '/api?zone=1' ? '{"doors": [{"in": 5, "out": 2}]}' : 'what?'),
    );
    closing.push(() => device.close());
    const at = { url: `${device.origin}/api?zone=1`, driver: 'http-json' };
    expect(await probe({ ...at, shows: true })).toMatchObject({
      kind: 'answer',
      url: at.url,
      answer: { doors: [{ in: 5, out: 2 }] },
    });
    const options = { in: 'doors[0].in', out: 'doors[0].out' };
    expect(await probe({ ...at, options })).toMatchObject({
      kind: 'found',
      readings: [{ channel: 'main', in: 5, out: 2 }],
    });
    const wrong = await probe({ ...at, options: { in: 'doors[0', out: '1' } });
    expect(wrong).toMatchObject({ kind: 'failed', detail: expect.stringMatching(/^in: .*at character 7/) });
    const page = await TestDevice.http((_request, response) =>
      response.end('<html><body>Router</body></html>'),
    );
    closing.push(() => page.close());
    expect(await probe({ url: page.origin, driver: 'http-json', shows: true })).toMatchObject({
      kind: 'failed',
      detail: expect.stringContaining('an HTML page'),
    });
  });

  it('is not asked at an address that may not be asked', async () => {
    const outbound = new Outbound({ deviceNetworks: ['10.0.0.0/8'] });
    for (const url of ['http://127.0.0.1:1/x', 'http://169.254.169.254/latest/meta-data'])
      expect(await probe({ url, driver: 'http-json', shows: true }, outbound)).toMatchObject({
        kind: 'failed',
        reason: 'not-allowed',
      });
  });

  it('is heard at a broker: which kinds there are, what it publishes, and what is read from it', async () => {
    const broker = await MosquittoServer.start();
    closing.push(() => broker.remove());
    const device = await connectAsync(broker.url);
    closing.push(() => device.endAsync(true));
    await device.publishAsync('shop/door', '{"people": 4}', { retain: true, qos: 1 });
    const kinds = await probe({ url: broker.url });
    const drivers = kinds.kind === 'sign-in' ? kinds.families.map(({ driver }) => driver) : [];
    expect(drivers).toContain('mqtt');
    expect(drivers).toContain('milesight-mqtt');
    const at = { url: broker.url, driver: 'mqtt' };
    expect(await probe({ ...at, shows: true, options: { topic: 'shop/#' } })).toMatchObject({
      kind: 'answer',
      topic: 'shop/door',
      answer: { people: 4 },
    });
    expect(await probe({ ...at, options: { topic: 'shop/door', occupancy: 'people' } })).toMatchObject({
      kind: 'found',
      url: broker.url,
      readings: [{ channel: 'main', occupancy: 4 }],
    });
  });
});
