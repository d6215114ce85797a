import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterEach, expect, it } from 'vitest';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { createLogger, recentLog } from '#server/platform/logger.ts';
import { RunningSidecar } from '#server/test-support/running-sidecar.ts';

interface OtlpSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
}

const servers: Server[] = [];
let running: RunningSidecar | undefined;
let screen: Socket | undefined;

afterEach(async () => {
  screen?.disconnect();
  await running?.stop();
  running = undefined;
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handler).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A collector that keeps what it is sent. */
async function collector(spans: OtlpSpan[], paths: string[] = []): Promise<string> {
  return serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    paths.push(`${request.method} ${request.url}`);
    const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString());
    for (const { scopeSpans, resource } of resourceSpans) {
      expect(resource.attributes).toContainEqual({
        key: 'service.name',
        value: { stringValue: 'doorlight' },
      });
      for (const scope of scopeSpans) spans.push(...scope.spans);
    }
    response.setHeader('content-type', 'application/json').end('{}');
  });
}

async function doorWith(
  endpoint: string,
  people: () => number,
  logger = createLogger('warn', { write: () => undefined }),
) {
  const device = await serve((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ people: people() }));
  });
  running = await RunningSidecar.start(
    `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: http-json, url: "${device}", occupancy: people, poll: 500ms }]
    zones: [{ id: store, name: Store, capacity: 20, sources: [{ sensor: door }] }]
    displays: [{ id: entrance, zone: store }]
`,
    { logger, variables: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } },
  );
  return running;
}

it('a change is traced from the answer of the sensor to the screen that has drawn it', async () => {
  const spans: OtlpSpan[] = [];
  const paths: string[] = [];
  let people = 3;
  const { url } = await doorWith(await collector(spans, paths), () => people);
  screen = io(`${url}/live`, {
    path: '/socket.io',
    auth: { display: 'bern/entrance' },
    transports: ['websocket'],
  });
  const drawn: ZoneState[] = [];
  let seen = 0;
  screen.on('zone', (state: ZoneState) => {
    seen++;
    if (state.occupancy !== 7 || drawn.length > 0) return;
    drawn.push(state);
    screen?.emit('report', {
      ...{ light: state.light, occupancy: 7, drawn: state.asOf, engine: 'test', width: 1, height: 1 },
      ...{ openMs: 1, clock: Date.now(), errors: 0 },
    });
  });
  await expect.poll(() => seen).toBeGreaterThan(0);
  people = 7;
  await expect.poll(() => drawn.length).toBe(1);
  // The report is on its way: its display is asked until it has arrived.
  const admin = await running?.signIn();
  await expect
    .poll(async () => JSON.stringify(await running?.read('/api/v1/displays', admin ?? {})))
    .toContain('"engine":"test"');
  screen.disconnect();
  await running?.stop();
  running = undefined;

  expect(paths[0]).toBe('POST /v1/traces');
  const glass = spans.find(({ name }) => name === 'light to glass');
  const light = spans.find(({ spanId }) => spanId === glass?.parentSpanId);
  expect(light).toMatchObject({ name: 'answer to light', traceId: glass?.traceId });
  expect(light?.attributes).toContainEqual({ key: 'doorlight.occupancy', value: { intValue: 7 } });
  expect(glass?.attributes).toEqual([{ key: 'doorlight.display', value: { stringValue: 'bern/entrance' } }]);
  expect(glass?.startTimeUnixNano).toBe(light?.endTimeUnixNano);
  expect(BigInt(light?.endTimeUnixNano ?? 0)).toBeGreaterThanOrEqual(BigInt(light?.startTimeUnixNano ?? 0));
  expect(BigInt(glass?.endTimeUnixNano ?? 0)).toBeGreaterThanOrEqual(BigInt(glass?.startTimeUnixNano ?? 0));
});

it('a collector that refuses changes nothing at the door, and is in the log', async () => {
  const refusing = await serve((_request, response) => response.writeHead(400).end('no'));
  let people = 1;
  const logger = createLogger('warn', { write: () => undefined });
  const door = await doorWith(refusing, () => people, logger);
  const admin = await door.signIn();
  people = 5;
  await expect.poll(() => door.read('/api/v1/zones/bern/store', admin)).toMatchObject({ occupancy: 5 });
  await expect.poll(() => recentLog(logger).join('')).toContain('traces cannot be sent');
});

it('a collector that hangs does not hold up the end', async () => {
  const asked: string[] = [];
  const hanging = await serve((request) => asked.push(request.url ?? ''));
  let people = 1;
  await doorWith(hanging, () => people++);
  const admin = await running?.signIn();
  await expect
    .poll(() => running?.read('/api/v1/zones/bern/store', admin ?? {}))
    .toMatchObject({ light: 'green' });
  await running?.stop();
  running = undefined;
  expect(asked).toContain('/v1/traces');
});
