import { expect, test } from 'vitest';
import { contentOf } from './http/test-http.ts';
import { rowsFile } from './rows-file.ts';

const rows = [
  { zone: 'Hall, "north"', occupancy: -2 },
  { zone: '=HYPERLINK("x")', occupancy: undefined },
];

test('rows are a CSV file that a spreadsheet reads and does not run', async () => {
  const file = rowsFile('counts', 'csv', ['zone', 'occupancy'], rows);
  expect(file).toMatchObject({ fileName: 'counts.csv', mediaType: 'text/csv' });
  expect((await contentOf(file)).toString()).toBe(
    'zone,occupancy\n"Hall, ""north""",-2\n"\'=HYPERLINK(""x"")",\n',
  );
});

test('rows are a JSON file without what is not known', async () => {
  const file = rowsFile('counts', 'json', ['zone', 'occupancy'], rows);
  expect(JSON.parse((await contentOf(file)).toString())).toEqual([
    { zone: 'Hall, "north"', occupancy: -2 },
    { zone: '=HYPERLINK("x")' },
  ]);
});

test('no rows are a file with its columns', async () => {
  expect((await contentOf(rowsFile('counts', 'csv', ['zone'], []))).toString()).toBe('zone\n');
});
