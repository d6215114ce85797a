import { expect, test } from 'vitest';
import { rowsFile } from './rows-file.ts';

const rows = [
  { zone: 'Hall, "north"', occupancy: -2 },
  { zone: '=HYPERLINK("x")', occupancy: undefined },
];

test('rows are a CSV file that a spreadsheet reads and does not run', () => {
  const file = rowsFile('counts', 'csv', ['zone', 'occupancy'], rows);
  expect(file).toMatchObject({ fileName: 'counts.csv', mediaType: 'text/csv' });
  expect(new TextDecoder().decode(file.bytes)).toBe(
    'zone,occupancy\n"Hall, ""north""",-2\n"\'=HYPERLINK(""x"")",\n',
  );
});

test('rows are a JSON file without what is not known', () => {
  const file = rowsFile('counts', 'json', ['zone', 'occupancy'], rows);
  expect(JSON.parse(new TextDecoder().decode(file.bytes))).toEqual([
    { zone: 'Hall, "north"', occupancy: -2 },
    { zone: '=HYPERLINK("x")' },
  ]);
});

test('no rows are a file with its columns', () => {
  expect(new TextDecoder().decode(rowsFile('counts', 'csv', ['zone'], []).bytes)).toBe('zone\n');
});
