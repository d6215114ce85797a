import { stringify } from 'csv-stringify/sync';
import { type DeviceFile, fileFrom } from './http/device-file.ts';

type Cell = string | number | undefined;

/**
 * Rows as a file, for devices that offer numbers and no files.
 *
 * @param name without its extension
 * @param columns the keys of the rows, in the order they are written
 */
export function rowsFile<Row extends Readonly<Record<string, Cell>>>(
  name: string,
  format: 'csv' | 'json',
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
): DeviceFile {
  const cells = rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
  const text =
    format === 'json'
      ? `${JSON.stringify(cells, null, 1)}\n`
      : stringify(cells, {
          header: true,
          columns: [...columns],
          escape_formulas: true,
          // A negative number is no formula.
          cast: { number: (value) => ({ value: String(value), escape_formulas: false }) },
        });
  return fileFrom(text, format === 'json' ? 'application/json' : 'text/csv', `${name}.${format}`);
}
