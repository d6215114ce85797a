/** One thing that is wrong in the environment or in the configuration file. */
export interface ConfigurationProblem {
  /** `sites[0].sensors[1].poll`, or the name of a variable; empty: the whole file. */
  readonly path: string;
  /** Line in the file, from 1; absent where there is no file. */
  readonly line?: number;
  readonly column?: number;
  /** The found value, printed; never a secret. */
  readonly found: string;
  /** Completes "expected …". */
  readonly expected: string;
  readonly hint?: string;
}

/** All problems at once: `message` is written for the person who has to correct them. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly ConfigurationProblem[];

  /** @param subject begins the sentence: `The configuration file /etc/doorlight.yaml` */
  constructor(subject: string, problems: readonly ConfigurationProblem[]) {
    super(printed(subject, problems));
    this.problems = problems;
  }
}

function printed(subject: string, problems: readonly ConfigurationProblem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [`${subject} has ${count}. Nothing of it was applied.`, ...problems.map(printedProblem)].join(
    '\n\n',
  );
}

function printedProblem(problem: ConfigurationProblem): string {
  const column = problem.column === undefined ? '' : `, column ${problem.column}`;
  const line = problem.line === undefined ? '' : `line ${problem.line}${column}`;
  const place = [line, problem.path].filter((part) => part !== '');
  const lines = [
    ...(place.length === 0 ? [] : [`  ${place.join(': ')}`]),
    `    found:    ${problem.found}`,
    `    expected: ${problem.expected}`,
  ];
  if (problem.hint !== undefined) lines.push(`    hint:     ${problem.hint}`);
  return lines.join('\n');
}
