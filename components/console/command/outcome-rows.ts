import type { AdjustedSource, SourceOutcome } from '#lib/contract/adjust.ts';
import type { Command } from '../live/command-store.ts';

/** How far one source of a zone is with an order. */
export interface OutcomeRow extends Omit<AdjustedSource, 'outcome'> {
  readonly outcome: SourceOutcome | 'waiting';
}

/**
 * The sources of an order as rows that keep their places: who answers changes its word, not the list.
 *
 * @param expected sensors that feed the zone; they stand for its sources until the sidecar names them
 */
export function outcomeRows(command: Command, expected: readonly string[]): readonly OutcomeRow[] {
  const named: OutcomeRow[] = [
    ...command.sources,
    ...command.waiting.map((source) => ({ ...source, outcome: 'waiting' as const })),
  ];
  if (named.length === 0 && command.status === 'running') {
    return expected.map((sensor) => ({ sensor, channel: 'main', outcome: 'waiting' }));
  }
  const place = ({ sensor }: OutcomeRow) =>
    expected.includes(sensor) ? expected.indexOf(sensor) : expected.length;
  return named.sort((a, b) => place(a) - place(b) || a.channel.localeCompare(b.channel));
}

/** How a reset of several zones stands, all of them together. */
export interface ResetSummary {
  readonly isRunning: boolean;
  /** Sources that have answered, and all of them. */
  readonly done: number;
  readonly total: number;
  /** Sources that did not obey. */
  readonly failedSources: number;
  /** Orders the sidecar did not take, or that got no answer. */
  readonly failed: number;
}

export function summarizeReset(
  commands: readonly { readonly command: Command; readonly rows: readonly OutcomeRow[] }[],
): ResetSummary {
  const rows = commands.flatMap(({ rows }) => rows);
  const answered = rows.filter(({ outcome }) => outcome !== 'waiting');
  return {
    isRunning: commands.some(({ command }) => command.status === 'running'),
    done: answered.length,
    total: rows.length,
    failedSources: answered.filter(({ outcome }) => outcome !== 'confirmed' && outcome !== 'software').length,
    failed: commands.filter(({ command }) => command.status === 'refused' || command.status === 'unanswered')
      .length,
  };
}
