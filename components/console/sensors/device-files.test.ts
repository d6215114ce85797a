import { expect, test } from 'vitest';
import { nameIn } from '../history/save-file.ts';
import { exportPath } from './device-files.ts';

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
  expect(nameIn(null)).toBe('doorlight');
});
