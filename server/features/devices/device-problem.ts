import type { SensorError } from '#lib/contract/sensor-status.ts';
import { sensorErrorInEnglish } from '#lib/i18n/sensor-error-in-english.ts';
import { expectationOf } from '#server/platform/config/expectation-of.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { DeviceError } from '#server/sensors/device-access.ts';
import type { ParameterMoved } from '#server/sensors/device-commands.ts';

/** A device's failure as a problem of the request: 400 for a wrong request, otherwise the device's error. */
export function deviceProblem(error: DeviceError | ParameterMoved): ProblemError {
  if (error.kind === 'parameter') {
    const message = `expected ${error.expected}, found ${error.found}`;
    const { parameter: path, expected, found } = error;
    return new ProblemError(400, `${path}: ${message}.`, {
      code: 'sensor-value',
      errors: [{ path, message, found, ...expectationOf(expected) }],
    });
  }
  if (error.kind === 'moved') {
    return new ProblemError(
      409,
      `${error.name} is ${error.now === '' ? 'empty' : error.now} by now: somebody else has changed it. ` +
        'Check it again before you change it.',
      { code: 'parameter-moved', values: { name: error.name, now: error.now } },
    );
  }
  return new ProblemError(statusOf(error), sensorErrorInEnglish(error), {
    code: 'sensor',
    sensorError: error,
  });
}

function statusOf({ kind }: SensorError): number {
  switch (kind) {
    case 'timeout':
      return 504;
    case 'switched-off':
    case 'device':
    case 'other-device':
      return 409;
    case 'rate-limited':
      return 503;
    default:
      return 502;
  }
}
