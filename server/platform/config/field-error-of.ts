import type { FieldError } from '#lib/contract/problem.ts';
import type { ConfigurationProblem } from './configuration-error.ts';
import { expectationOf, hintOf } from './expectation-of.ts';

/** A problem at one place of a configuration, as text and for programs. */
export function fieldErrorOf({ path, line, found, expected, hint }: ConfigurationProblem): FieldError {
  const place = line === undefined ? '' : `line ${line}: `;
  const advice = hint === undefined ? '' : ` (${hint})`;
  const known = expectationOf(expected);
  const mend = hint === undefined ? undefined : hintOf(hint);
  return {
    path,
    message: `${place}expected ${expected}, found ${found}${advice}`,
    ...(line !== undefined && { line }),
    ...(known !== undefined && { code: known.code }),
    ...((known ?? mend) !== undefined && { values: { ...known?.values, ...mend?.values } }),
    ...(mend !== undefined && { hint: mend.code }),
    ...(isPrintedValue(found) && { found }),
  };
}

/** Whether it is a printed value of the file, and not a description. */
function isPrintedValue(found: string): boolean {
  return /^("|-?\d|(true|false)$)/.test(found);
}
