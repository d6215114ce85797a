import type { SimulatedAnswer } from './device-model.ts';
import type { FaultKind } from './simulated-device.ts';

const page = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>';

/** More than a whole number in JavaScript can hold exactly. */
const huge = 1e20;

/**
 * Spoils a good answer as `fault` says; faults that are not about bodies leave it as it is.
 *
 * @param countFields names of the JSON fields that hold counts
 */
export function spoilBody(
  answer: SimulatedAnswer,
  fault: FaultKind | null,
  countFields: ReadonlySet<string>,
): SimulatedAnswer {
  switch (fault) {
    case 'malformed-json':
      return { ...answer, body: answer.body.slice(0, Math.ceil(answer.body.length / 2)) };
    case 'html':
      return { ...answer, body: page, type: 'text/html' };
    case 'empty':
      return { ...answer, body: '' };
    case 'numbers-as-text':
      return mapCounts(answer, countFields, String);
    case 'negative':
      return mapCounts(answer, countFields, (value) => -value - 1);
    case 'huge':
      return mapCounts(answer, countFields, () => huge);
    default:
      return answer;
  }
}

function mapCounts(
  answer: SimulatedAnswer,
  countFields: ReadonlySet<string>,
  change: (value: number) => unknown,
): SimulatedAnswer {
  try {
    const body = JSON.parse(answer.body, (key, value: unknown) =>
      countFields.has(key) && isNumeric(value) ? change(Number(value)) : value,
    );
    return { ...answer, body: JSON.stringify(body) };
  } catch {
    return answer;
  }
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value));
}
