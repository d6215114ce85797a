import type { Problem } from '#lib/contract/problem.ts';
import { describeFieldError, type FieldErrorWords, nameOfField } from './field-error.ts';
import { fillIn } from './fill-in.ts';
import type en from './languages/en/problem.json';
import { describeSensorError, type SensorErrorWords } from './sensor-error.ts';
import type { WordsLike } from './words-like.ts';

/** The texts of API problems, in one language. */
export interface ProblemWords {
  readonly locale: string;
  readonly problem: WordsLike<typeof en>;
  readonly fieldError: FieldErrorWords;
  readonly sensorError: SensorErrorWords;
}

/** Describes why a request was refused. Undefined: the status says everything. */
export function describeProblem(problem: Problem, words: ProblemWords): string | undefined {
  const { code, values, sensorError, errors = [] } = problem;
  if (sensorError !== undefined) return describeSensorError(sensorError, words.sensorError, words.locale);
  const fields = errors
    .map((error) => ({
      path: nameOfField(error.path, words.fieldError),
      text: describeFieldError(error, words.fieldError),
    }))
    .map(({ path, text }) => (path === '' ? text : `${path}: ${text}`))
    .join('; ');
  if (code === 'invalid-request') {
    return fields === '' ? undefined : fillIn(words.problem.invalid, { fields });
  }
  const texts: Readonly<Record<string, string>> = words.problem;
  const text = Object.hasOwn(texts, code) ? texts[code] : undefined;
  return text === undefined ? undefined : fillIn(text, { ...values, fields });
}
