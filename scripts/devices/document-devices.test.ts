import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { families } from '#server/sensors/registry.ts';
import { devicesFile, documentDevices, documentedFamilies } from './document-devices.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

test('docs/devices.md is up to date; else run node scripts/document-devices.mjs', () => {
  expect(read(devicesFile)).toBe(documentDevices());
});

test('every family has its table', () => {
  expect(documentedFamilies.map(({ id }) => id).sort()).toEqual([...families.keys()].sort());
});

const calls = documentedFamilies.flatMap(({ id, calls }) => calls.map((call) => ({ family: id, ...call })));

describe.each(calls)('$family: $call', ({ family, by, code, uses, test: shown }) => {
  const method = by.split('.').at(-1) ?? '';

  test('is made by a method that there is', () => {
    expect(code).toBeTypeOf('function');
  });

  test('is used where the table says', () => {
    expect(uses).not.toEqual([]);
    for (const { what, file } of uses) {
      expect(what.trim()).not.toBe('');
      expect(read('server', 'sensors', family, file), file).toMatch(new RegExp(`\\b${method}\\b`));
    }
  });

  test('is tested where the table says', () => {
    expect(shown.title.trim()).not.toBe('');
    expect(shown.file).toMatch(/[.]test[.]ts$/);
    expect(read('server', 'sensors', family, shown.file)).toContain(shown.title);
  });
});

test('every call that a client can make is in the table', () => {
  const clients = new Map(calls.map(({ family, by, owner }) => [`${family} ${by.split('.')[0]}`, owner]));
  const shown = new Set(calls.map(({ family, by }) => `${family} ${by}`));
  const missing = [...clients].flatMap(([client, owner]) =>
    methodsOf(owner)
      .map((method) => `${client}.${method}`)
      .filter((name) => !shown.has(name)),
  );
  // Readers of what the sensor page hands on as a file: the calls themselves are in the table.
  expect(missing).toEqual(['axis-3d HistoryClient.peaks', 'axis-stereo AxisStereoClient.exportJson']);
});

function methodsOf(owner: object = {}): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(owner))
    .filter(([name, { value }]) => name !== 'constructor' && typeof value === 'function')
    .map(([name]) => name);
}
