import type { Problem } from '#lib/contract/problem.ts';
import { describeFieldError, type FieldErrorWords, nameOfField } from './field-error.ts';
import { fillIn } from './fill-in.ts';
import type en from './languages/en/problem.json';
import { describeSensorError, type SensorErrorWords } from './sensor-error.ts';
import type { WordsLike } from './words-like.ts';

/** What problems of the API are told with, in one language. */
export interface ProblemWords {
  readonly locale: string;
  readonly problem: WordsLike<typeof en>;
  readonly fieldError: FieldErrorWords;
  readonly sensorError: SensorErrorWords;
}

/** Says why Doorlight did not do something. Undefined: there is nothing more to say than its status does. */
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
