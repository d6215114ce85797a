import { isGood } from './play.ts';
import { groups, type RowResult } from './row.ts';

const heads = [
  'fault',
  'at',
  'light not true',
  'unknown',
  'people lost or doubled',
  'commands answered wrongly',
  'healed after',
  'what staff was shown',
  '',
];
const reportedAtMost = 5;

const rowOf = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const head = [rowOf(heads), rowOf(heads.map(() => '---'))];

/** The results as a table of Markdown. */
export function markdownTable(results: readonly RowResult[]): string {
  return [...head, ...results.map((result) => rowOf(cellsOf(result)))].join('\n');
}

/** A table in which the rows that were played are new, and the others as they were. */
export function updatedTable(before: string, results: readonly RowResult[]): string {
  const faultAndPlace = (row: string) => row.split(' | ', 2).join(' | ');
  const all = new Map(
    before
      .split('\n')
      .filter((row) => row.startsWith('| ') && !head.includes(row))
      .map((row) => [faultAndPlace(row), row]),
  );
  for (const row of results.map((result) => rowOf(cellsOf(result)))) all.set(faultAndPlace(row), row);
  return [...head, ...[...all.values()].sort((a, b) => orderOf(a) - orderOf(b))].join('\n');
}

/** Rows stand by group. */
function orderOf(row: string): number {
  return groups.findIndex((group) => row.startsWith(`| ${group}: `));
}

/** A result as a line for a terminal. */
export function line(result: RowResult): string {
  const [fault, at, ...cells] = cellsOf(result);
  return `${fault} (${at}): ${cells.map((cell, index) => `${heads[index + 2]} ${cell}`).join(' · ')}`;
}

function cellsOf(result: RowResult): string[] {
  const { row, database, family, skipped, falseMs, unknownMs, people, commands, healedMs, reported } = result;
  const fault = `${row.group}: ${row.name}`;
  const at = family ?? database;
  if (skipped !== undefined) return [fault, at, ...Array(5).fill('–'), skipped, 'not played'];
  return [
    fault,
    at,
    seconds(falseMs),
    seconds(unknownMs),
    people.map(short).join('; ') || 'none',
    row.group === 'devices' ? '–' : commands.join('; ') || 'none',
    healedMs === undefined ? 'never' : seconds(healedMs),
    reported.slice(0, reportedAtMost).map(short).join('; ') || 'nothing',
    isGood(result) ? 'good' : 'BAD',
  ];
}

function seconds(ms: number): string {
  return `${Math.max(0, ms / 1000).toFixed(1)} s`;
}

function short(text: string): string {
  const oneLine = text.replaceAll(/[\p{C}\ufffd]+/gu, '?').replaceAll(/\s+/g, ' ');
  return oneLine.length > 140 ? `${oneLine.slice(0, 139)}…` : oneLine;
}
