import type { Line } from './line.ts';

/** The lines of one bench as text for a terminal. */
export function printTable(title: string, lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.what,
    line.ours,
    line.bare ?? '',
    line.ratio === undefined ? '' : `${line.ratio.value.toFixed(2)}×`,
    line.ratio === undefined ? '' : `${line.ratio.least.toFixed(2)}–${line.ratio.most.toFixed(2)}`,
    line.target?.text ?? '',
    line.target === undefined ? '' : line.target.isMet ? 'met' : 'MISSED',
    line.meaning,
  ]);
  const table = [[title, 'Doorlight', 'bare', 'ratio', 'spread', 'target', '', 'what it means'], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
