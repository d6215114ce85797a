import type { AdjustedSource, SourceOutcome } from '#lib/contract/adjust.ts';
import type { Command } from '../live/command-store.ts';

/** The progress of one source of a zone in a command. */
export interface OutcomeRow extends Omit<AdjustedSource, 'outcome'> {
  readonly outcome: SourceOutcome | 'waiting';
}

/**
 * The sources of a command as rows in a stable order: an answer changes a row's text, not the list.
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

/** The combined progress of resetting several zones. */
export interface ResetSummary {
  readonly isRunning: boolean;
  /** Answered sources, and all sources. */
  readonly done: number;
  readonly total: number;
  /** Sources that did not confirm. */
  readonly failedSources: number;
  /** Commands that the sidecar refused, or that got no answer. */
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
