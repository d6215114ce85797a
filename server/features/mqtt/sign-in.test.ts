import { afterEach, beforeEach, expect, it } from 'vitest';
import { MosquittoServer } from '#server/test-support/mosquitto-server.ts';
import { TestMqtt } from './test-mqtt.ts';
import { TestSubscriber } from './test-subscriber.ts';

const signIn = { username: 'door', password: 'p@ss:word/1' };
const soon = { timeout: 60_000, interval: 20 };
let broker: MosquittoServer;

beforeEach(async () => {
  broker = await MosquittoServer.start(signIn);
});

afterEach(() => broker.remove());

it.each(['mqtt', 'ws'])('signs in by %s with the user name and password of the address', async (protocol) => {
  const port = protocol === 'ws' ? broker.webSocketPort : broker.port;
  const { username, password } = signIn;
  const test = new TestMqtt({
    url: `${protocol}://${username}:${encodeURIComponent(password)}@127.0.0.1:${port}`,
  });
  test.start();
  const subscriber = await TestSubscriber.connect(broker.url, signIn);
  await expect.poll(() => subscriber.payload('doorlight/bern/store/light'), soon).toBe('green');
  await subscriber.close();
  await test.stop();
});

it('says once that the password is wrong, and not what it is', async () => {
  const test = new TestMqtt({ url: `mqtt://door:another@127.0.0.1:${broker.port}` });
  test.start();
  await expect.poll(() => test.warnings, soon).toHaveLength(1);
  expect(test.warnings[0]).toContain('refuses the user name and password of MQTT_URL');
  expect(test.warnings[0]).not.toContain('another');
  await test.stop();
});

it('refuses a certificate that nobody vouches for', async () => {
  const test = new TestMqtt({ url: `mqtts://door:secret@127.0.0.1:${broker.tlsPort}` });
  test.start();
  await expect.poll(() => test.warnings, soon).toHaveLength(1);
  expect(test.warnings[0]).toContain('self-signed certificate');
  await test.stop();
});
