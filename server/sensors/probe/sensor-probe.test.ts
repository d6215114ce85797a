import { afterEach, describe, expect, test } from 'vitest';
import { axis3dSimulator } from '#server/simulators/axis-3d/simulator.ts';
import { axisPeopleCounterSimulator } from '#server/simulators/axis-people-counter/simulator.ts';
import { axisStereoSimulator } from '#server/simulators/axis-stereo/simulator.ts';
import type {
  SimulatedDevice,
  SimulatorFamily,
  SimulatorOptions,
} from '#server/simulators/device/simulated-device.ts';
import { indivdSimulator } from '#server/simulators/indivd/simulator.ts';
import { xovisSimulator } from '#server/simulators/xovis/simulator.ts';
import { TestDevice, testTls } from '../http/test-device.ts';
import { families } from '../registry.ts';
import { type Probe, SensorProbe } from './sensor-probe.ts';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const device of open.splice(0)) await device.close();
});

async function start(family: SimulatorFamily, options: SimulatorOptions = {}): Promise<SimulatedDevice> {
  const device = await family.start(options);
  open.push(device);
  return device;
}

function probe(request: Omit<Probe, 'tls'> & Partial<Probe>) {
  const sensorProbe = new SensorProbe({ families, timezone: 'Europe/Zurich' });
  return sensorProbe.run({ tls: 'verify', ...request }, AbortSignal.timeout(60_000));
}

const people = { username: 'op', password: 'right' };
const challenged = [
  ['axis-people-counter', axisPeopleCounterSimulator],
  ['axis-3d', axis3dSimulator],
  ['axis-stereo', axisStereoSimulator],
] as const;

describe.each(challenged)('%s behind a sign-in', (driver, simulator) => {
  test('shows only that a password is missing', async () => {
    const { url } = await start(simulator, people);
    const answer = await probe({ url });
    expect(answer.kind).toBe('sign-in');
    const asking = answer.kind === 'sign-in' ? answer.families : [];
    expect(asking.map((family) => family.driver)).toContain(driver);
    expect(asking.every(({ credential }) => credential === 'password')).toBe(true);
  });

  test('is found behind the address of a page, as a browser shows it', async () => {
    const { url } = await start(simulator, people);
    const answer = await probe({ url: `${url}/camera/index.html#/video`, ...people });
    expect(answer).toMatchObject({ kind: 'found', driver, url });
  });

  test('is distinguished from the others by the right password, and gives its readings', async () => {
    const device = await start(simulator, people);
    device.walk({ in: 3, out: 1 });
    expect(await probe({ url: device.url, ...people })).toMatchObject({
      kind: 'found',
      driver,
      url: device.url,
      readings: [{ channel: 'main', in: 3, out: 1 }],
    });
  });

  test('gets a wrong password once', async () => {
    const device = await start(simulator, people);
    await probe({ url: device.url });
    const unsigned = device.requests;
    const answer = await probe({ url: device.url, username: 'op', password: 'wrong' });
    expect(answer).toMatchObject({ kind: 'failed', reason: 'wrong-credentials' });
    // One challenge, and one answer to it.
    expect(device.requests - 2 * unsigned).toBe(2);
  });

  test('is known without a sign-in where it wants none', async () => {
    const { url } = await start(simulator);
    expect(await probe({ url })).toMatchObject({ kind: 'found', driver });
  });
});

describe('xovis', () => {
  test('as a gateway asks for its key, and is found with it', async () => {
    const device = await start(xovisSimulator, { token: 'k1' });
    const asks = await probe({ url: device.url });
    expect(asks).toMatchObject({
      kind: 'sign-in',
      families: [{ driver: 'xovis', credential: 'apiKey', url: `${device.url}/api/v1` }],
    });
    const address = { url: `${device.url}/api/v1`, driver: 'xovis' };
    expect(await probe({ ...address, options: { apiKey: 'wrong' } })).toMatchObject({
      kind: 'failed',
      reason: 'wrong-credentials',
    });
    const found = await probe({ ...address, options: { apiKey: 'k1' } });
    expect(found).toMatchObject({ kind: 'found', hasChannels: true });
    const channels = found.kind === 'found' ? found.readings.map(({ channel }) => channel) : [];
    expect(channels).toContain('entrance_a');
  });

  test('as a sensor asks for a password, which is not sent readable', async () => {
    const plain = await start(xovisSimulator, { ...people, settings: { mode: 'v5' } });
    expect(await probe({ url: plain.url })).toMatchObject({
      kind: 'sign-in',
      families: [{ driver: 'xovis', credential: 'password', url: plain.url }],
    });
    expect(await probe({ url: plain.url, ...people })).toMatchObject({
      kind: 'failed',
      reason: 'basic-over-http',
    });
    expect(plain.seen.every(({ status }) => status === 401)).toBe(true);
  });

  test('as a sensor is read over HTTPS once its certificate is trusted', async () => {
    const device = await start(xovisSimulator, { ...people, settings: { mode: 'v5' }, tls: testTls });
    const unknown = await probe({ url: device.url, ...people });
    expect(unknown).toMatchObject({ kind: 'certificate', isChanged: false });
    expect(device.requests).toBe(0);
    const fingerprint = unknown.kind === 'certificate' ? (unknown.fingerprint ?? '') : '';
    expect(await probe({ url: device.url, ...people, tls: { fingerprint } })).toMatchObject({
      kind: 'found',
      driver: 'xovis',
    });
    expect(
      await probe({ url: device.url, ...people, tls: { fingerprint: fingerprint.replace(/^../, '00') } }),
    ).toMatchObject({ kind: 'certificate', isChanged: true });
  });
});

test('indivd asks for its token, and names its zones with it', async () => {
  const device = await start(indivdSimulator, { token: 't1' });
  const asks = await probe({ url: device.url });
  expect(asks).toMatchObject({ kind: 'sign-in' });
  const [family] = asks.kind === 'sign-in' ? asks.families : [];
  expect(family).toMatchObject({ driver: 'indivd', credential: 'token' });
  const url = family?.url ?? '';
  expect(await probe({ url, driver: 'indivd', options: { token: 'wrong' } })).toMatchObject({
    kind: 'failed',
    reason: 'wrong-credentials',
  });
  const found = await probe({ url, driver: 'indivd', options: { token: 't1' } });
  expect(found).toMatchObject({ kind: 'found', hasChannels: true });
  expect(found.kind === 'found' && found.readings.length).toBeGreaterThan(0);
});

describe('an address where no sensor is', () => {
  test('is refused, and its words are shown to nobody', async () => {
    const device = await TestDevice.http((_request, response) => response.end('secret of the intranet'));
    open.push(device);
    const answer = await probe({ url: device.origin });
    expect(answer).toEqual({ kind: 'failed', url: device.origin, reason: 'not-recognised' });
    const read = await probe({ url: device.origin, driver: 'axis-3d' });
    expect(read).toMatchObject({ kind: 'failed', reason: 'wrong-family' });
    expect(JSON.stringify(read)).not.toContain('intranet');
  });

  test('says that nothing listens', async () => {
    const device = await TestDevice.http((_request, response) => response.end());
    await device.close();
    expect(await probe({ url: device.origin })).toMatchObject({ kind: 'failed', reason: 'refused' });
  });

  test('says that there is no such name', async () => {
    expect(await probe({ url: 'http://door.invalid' })).toMatchObject({
      kind: 'failed',
      reason: 'no-such-host',
    });
  });
});

test('an address without its scheme is tried as http, then as https', async () => {
  const plain = await start(axis3dSimulator);
  expect(await probe({ url: plain.url.replace('http://', '') })).toMatchObject({ kind: 'found' });
  const secure = await start(axis3dSimulator, { tls: testTls });
  expect(await probe({ url: secure.url.replace('https://', '') })).toMatchObject({
    kind: 'certificate',
    url: secure.url,
  });
});
