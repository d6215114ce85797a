import { fail, ok } from '#lib/result.ts';
import type { SensorAnswer } from '../sensor-answer.ts';
import type { DeviceStream } from './device-http.ts';
import { sensorErrorOf } from './exchange-error.ts';

const defaultMaxBytes = 4 * 1024 * 1024;

/** A complete answer as text, to be shown to a person; longer than `maxBytes` it is an error. */
export async function textOf({ body }: DeviceStream, maxBytes = defaultMaxBytes): SensorAnswer<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      length += chunk.length;
      if (length > maxBytes) {
        return fail({ kind: 'invalid', field: 'body', expected: `at most ${maxBytes} bytes`, found: 'more' });
      }
      chunks.push(chunk);
    }
  } catch (error) {
    const known = error instanceof Error ? sensorErrorOf(error, maxBytes) : undefined;
    if (known === undefined) throw error;
    return fail(known);
  }
  return ok(new TextDecoder().decode(Buffer.concat(chunks)));
}
