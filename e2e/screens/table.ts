/** How the story went on an engine. */
export interface EngineResult {
  readonly engine: string;
  readonly version: string;
  /** A word per chapter, in order; fewer where the story ended early. */
  readonly cells: readonly string[];
  readonly ok: boolean;
}

/** Chapters down, engines across. */
export function table(chapters: readonly string[], results: readonly EngineResult[]): string {
  const rows = [
    ['', ...results.map(({ engine }) => engine)],
    ['version', ...results.map(({ version }) => version)],
    ...chapters.map((chapter, at) => [chapter, ...results.map(({ cells }) => cells[at] ?? '–')]),
    ['', ...results.map(({ ok }) => (ok ? 'passed' : 'FAILED'))],
  ];
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(width(column)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
