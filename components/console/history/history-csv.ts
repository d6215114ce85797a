/** A cell of a table: empty if unknown. */
export type Cell = string | number | undefined;

/**
 * A table as a file for spreadsheets: every text in quotes (RFC 4180), and a byte order mark, without which
 * Excel misreads umlauts.
 */
export function csvOf(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]) => cells.map(printed).join(',');
  return `\uFEFF${[head, ...rows].map(line).join('\r\n')}\r\n`;
}

function printed(cell: Cell): string {
  if (cell === undefined) return '';
  return typeof cell === 'number' ? String(cell) : `"${cell.replaceAll('"', '""')}"`;
}
