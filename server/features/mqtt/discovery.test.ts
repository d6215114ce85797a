import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type DiscoveredZone, Discovery } from './discovery.ts';
import { Topics } from './topics.ts';

// Home Assistant's documentation: https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery, and the
// pages of sensor.mqtt, binary_sensor.mqtt, button.mqtt and number.mqtt. Strict: a key that is not documented
// fails.
const topic = z.string().regex(/^[^#+]+$/);
const entity = {
  unique_id: z.string().regex(/^[\w-]+$/),
  name: z.string(),
  icon: z.string().startsWith('mdi:').optional(),
  entity_category: z.enum(['config', 'diagnostic']).optional(),
  qos: z.union([z.literal(0), z.literal(1), z.literal(2)]).optional(),
};
const value = { value_template: z.string(), expire_after: z.number().int().positive() };
const removed = (platform: string) => z.strictObject({ platform: z.literal(platform) });
const component = z.union([
  z
    .strictObject({
      ...entity,
      ...value,
      platform: z.literal('sensor'),
      device_class: z.literal('enum').optional(),
      options: z.array(z.string()).min(1).optional(),
      state_class: z.enum(['measurement', 'total', 'total_increasing']).optional(),
      unit_of_measurement: z.string().optional(),
    })
    .refine(
      ({ options, device_class, state_class, unit_of_measurement }) =>
        options === undefined
          ? device_class === undefined
          : device_class === 'enum' && state_class === undefined && unit_of_measurement === undefined,
      'options need the class enum, and go with neither state_class nor unit_of_measurement',
    ),
  z.strictObject({
    ...entity,
    ...value,
    platform: z.literal('binary_sensor'),
    device_class: z.literal('problem'),
  }),
  z.strictObject({
    ...entity,
    platform: z.literal('button'),
    command_topic: topic,
    payload_press: z.string(),
  }),
  z.strictObject({
    ...entity,
    platform: z.literal('number'),
    command_topic: topic,
    value_template: z.string(),
    min: z.number(),
    max: z.number(),
    step: z.number().min(0.001),
    mode: z.enum(['auto', 'box', 'slider']),
    unit_of_measurement: z.string(),
  }),
  removed('sensor'),
  removed('button'),
  removed('number'),
]);
const device = z.strictObject({
  device: z.strictObject({
    identifiers: z.array(z.string()).min(1),
    name: z.string(),
    manufacturer: z.string(),
    model: z.string(),
    sw_version: z.string(),
    configuration_url: z.url({ protocol: /^https?$/ }).optional(),
  }),
  origin: z.strictObject({ name: z.string(), sw_version: z.string() }),
  availability: z.array(
    z.strictObject({ topic, payload_available: z.string(), payload_not_available: z.string() }),
  ),
  state_topic: topic,
  components: z.record(z.string(), component),
});

const topics = new Topics('doorlight');
const discovery = new Discovery({
  discoveryPrefix: 'homeassistant',
  prefix: 'doorlight',
  topics,
  version: '1.0.0',
});
const store: DiscoveredZone = {
  site: 'bern',
  siteName: 'Bern',
  zone: 'store',
  zoneName: 'Store',
  validForMs: 4500,
  acceptsCommands: false,
  isCapacitySettable: false,
};
const offered = (zone: DiscoveredZone) =>
  Object.entries(device.parse(discovery.payload(zone)).components)
    .filter(([, each]) => 'unique_id' in each)
    .map(([key, { platform }]) => [key, platform]);

describe('what Home Assistant is sent', () => {
  it('is a device as its documentation has it, which only shows without commands', () => {
    expect(discovery.topic('bern', 'store')).toBe('homeassistant/device/doorlight_bern_store/config');
    expect(offered(store)).toEqual([
      ['occupancy', 'sensor'],
      ['light', 'sensor'],
      ['free', 'sensor'],
      ['problem', 'binary_sensor'],
      ['capacity-shown', 'sensor'],
    ]);
  });

  it('has a reset button with commands, and a capacity that can be set where no file holds the zone', () => {
    expect(offered({ ...store, acceptsCommands: true })).toContainEqual(['reset', 'button']);
    expect(offered({ ...store, acceptsCommands: true })).toContainEqual(['capacity-shown', 'sensor']);
    const settable = offered({ ...store, acceptsCommands: true, isCapacitySettable: true });
    expect(settable).toContainEqual(['capacity', 'number']);
    expect(settable).not.toContainEqual(['capacity-shown', 'sensor']);
  });

  it('lets every value expire with the state, and the device with the connection', () => {
    const { components, availability, state_topic } = device.parse(discovery.payload(store));
    const values = Object.values(components).filter((each) => 'value_template' in each);
    expect(values.map((each) => 'expire_after' in each && each.expire_after)).toEqual(values.map(() => 5));
    expect(availability.map((each) => each.topic)).toEqual(['doorlight/status']);
    expect(state_topic).toBe('doorlight/bern/store/state');
  });

  it('knows its own topics from those of another prefix', () => {
    expect(discovery.isOurs('homeassistant/device/doorlight_bern_store/config')).toBe(true);
    expect(discovery.isOurs('homeassistant/device/doorlight_two_bern_store/config')).toBe(false);
    expect(discovery.isOurs('homeassistant/device/zigbee_bern_store/config')).toBe(false);
  });
});

describe('topics of commands', () => {
  it('are taken apart, and anything else is none', () => {
    expect(topics.parseCommand('doorlight/bern/store/adjust')).toEqual({
      site: 'bern',
      zone: 'store',
      command: 'adjust',
    });
    expect(topics.parseCommand('doorlight/bern/store/state')).toBeUndefined();
    expect(topics.parseCommand('doorlight/Bern/store/adjust')).toBeUndefined();
    expect(topics.parseCommand('doorlight/bern/store/adjust/now')).toBeUndefined();
    expect(topics.parseCommand('other/bern/store/adjust')).toBeUndefined();
  });
});
