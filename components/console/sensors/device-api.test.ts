import { expect, test } from 'vitest';
import {
  type Device,
  deviceFactSchema,
  deviceParameterSchema,
  deviceSchema,
  linePlacementSchema,
  parameterChangeSchema,
} from '#lib/contract/device.ts';
import {
  exportPath,
  isDevice,
  isDeviceFact,
  isDeviceParameter,
  isLinePlacement,
  isParameterChange,
  nameIn,
} from './device-api.ts';

const device: Device = { parts: ['facts'], exports: [], actions: [], hasHistory: true };
const placement = {
  width: 1,
  height: 1,
  left: 0,
  right: 1,
  top: 0,
  bottom: 1,
  yFirst: 0,
  yLast: 1,
  radius: 0,
};

test.each([
  ['device', isDevice, deviceSchema, device],
  ['fact', isDeviceFact, deviceFactSchema, { name: 'model', value: 'M3045' }],
  ['placement', isLinePlacement, linePlacementSchema, placement],
  ['parameter', isDeviceParameter, deviceParameterSchema, { name: 'a', value: '', isWritable: false }],
  ['change', isParameterChange, parameterChangeSchema, { name: 'a', before: '1', after: '2' }],
] as const)(
  'a %s is taken as the contract says it is, and not without a field',
  (_name, guard, schema, value) => {
    expect(schema.safeParse(value).success).toBe(true);
    expect(guard(value)).toBe(true);
    for (const field of Object.keys(value)) {
      const less = Object.fromEntries(Object.entries(value).filter(([name]) => name !== field));
      expect(schema.safeParse(less).success, field).toBe(false);
      expect(guard(less), field).toBe(false);
    }
  },
);

test('an export is asked for with its days', () => {
  const query = {
    subject: 'counts',
    format: 'csv',
    resolution: '1h',
    from: '2026-03-01',
    to: '2026-03-02',
  } as const;
  expect(exportPath('bern/door', query)).toBe(
    '/api/v1/sensors/bern/door/device/export?subject=counts&format=csv&resolution=1h&from=2026-03-01&to=2026-03-02',
  );
});

test('a file has the name it was sent with', () => {
  expect(nameIn('attachment; filename="door-counts-20260302.csv"')).toBe('door-counts-20260302.csv');
  expect(nameIn(null)).toBe('download');
});
