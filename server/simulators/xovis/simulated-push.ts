import { z } from 'zod';
import { pushRequestSchema as plainPushSchema } from '../device/send-push.ts';
import type { SimulatedGateway } from './gateway.ts';
import type { SimulatedSensor } from './simulated-sensor.ts';

/** What a simulated device pushes, and where. */
export const pushRequestSchema = plainPushSchema.extend({
  format: z.enum(['logics', 'live-data', 'legacy', 'connection-test', 'webhook']),
});
export type PushRequest = z.infer<typeof pushRequestSchema>;

const minuteMs = 60_000;
/** An agent sends what it collected since the last time. */
const pushedMinutes = 5;

/** The body of a sensor's push: the last whole minutes, or what happens just now. */
export function sensorPush(
  sensor: SimulatedSensor,
  format: Exclude<PushRequest['format'], 'webhook'>,
  id: number,
): string {
  const package_info = { version: '5.0', id, agent_id: 1000 };
  const sensor_info = { serial_number: sensor.serial, type: 'SINGLE_SENSOR', name: 'Simulated' };
  switch (format) {
    case 'logics':
      return JSON.stringify({ logics_data: { package_info, sensor_info, logics: logicRecords(sensor) } });
    case 'live-data':
      return JSON.stringify({ live_data: { package_info, sensor_info, frames: [frame(sensor, id)] } });
    case 'legacy':
      return JSON.stringify(legacyBody(sensor));
    case 'connection-test':
      return JSON.stringify({ connection_test: { package_info, sensor_info } });
  }
}

/** The body of a gateway's webhook: the zone that was passed a limit in, here simply the first. */
export function gatewayWebhook(gateway: SimulatedGateway, id: number, timestamp: string): string {
  const [zone] = gateway.report();
  return JSON.stringify({ eventId: `evt-${id}`, event: 'occupancy.threshold', timestamp, data: zone });
}

function logicRecords(sensor: SimulatedSensor) {
  return recent(sensor).map(({ shape, bins }) => ({
    id: Number(shape.place.id),
    name: shape.place.name,
    info: shape.info,
    records: bins.map((bin) => ({
      from: bin.fromMs,
      to: bin.toMs,
      counts:
        shape.kind === 'line'
          ? [
              { id: shape.firstCountId, name: 'fw', value: bin.in },
              { id: shape.firstCountId + 1, name: 'bw', value: bin.out },
            ]
          : [{ id: shape.firstCountId, name: 'balance', value: bin.occupancy }],
    })),
  }));
}

function legacyBody(sensor: SimulatedSensor) {
  return {
    status: { code: 'OK' },
    content: {
      element: recent(sensor)
        .filter(({ shape }) => shape.kind === 'line')
        .map(({ shape, bins }) => ({
          'element-id': Number(shape.place.id),
          'element-name': shape.place.name,
          'data-type': 'LINE',
          measurement: bins.map((bin) => ({
            from: sensor.time(bin.fromMs),
            to: sensor.time(bin.toMs),
            value: [
              { value: bin.in, label: 'fw' },
              { value: bin.out, label: 'bw' },
            ],
          })),
        })),
    },
    'sensor-info': { 'serial-number': sensor.serial, name: 'Simulated', 'device-type': 'PC2S' },
  };
}

function frame(sensor: SimulatedSensor, id: number) {
  return {
    framenumber: id,
    time: sensor.now(),
    tracked_objects: [{ track_id: id, type: 'PERSON', position: [0, 0, 1.7], attributes: {} }],
    events: [
      {
        category: 'SCENE',
        type: 'LINE_CROSS_FORWARD',
        attributes: { track_id: id, sequence_number: 0, geometry_id: 10 },
      },
    ],
  };
}

/** The last whole minutes of each logic. */
function recent(sensor: SimulatedSensor) {
  const toMs = Math.floor(sensor.now() / minuteMs) * minuteMs;
  const period = { fromMs: toMs - pushedMinutes * minuteMs, toMs };
  return sensor.shapes().map((shape) => ({
    shape,
    bins: shape.place.history.bins(period, minuteMs, toMs).filter(({ records }) => records > 0),
  }));
}
