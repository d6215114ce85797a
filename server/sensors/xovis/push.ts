import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import { parseJson, quote } from '../parse/parse-body.ts';
import type { SensorResult } from '../sensor-answer.ts';
import { isLegacyPush, legacyPushIn } from './push/legacy-push.ts';
import { emptyPush, joinPushes, type Push } from './push/pushed.ts';
import { isV5Push, v5PushIn } from './push/v5-push.ts';
import { isWebhook, webhookIn } from './push/webhook.ts';
import { fieldsOf } from './schema.ts';

/** Contents that can be pushed besides counts; recognised, and ignored. */
const otherContents = ['connection_test', 'status_data', 'wifi_bt_data', 'recording_data'];

/**
 * Reads a push of any Xovis device: agents of firmware 5 (`LOGICS`, `LIVE_DATA`), the older format with
 * `content.element[]`, and webhooks of a gateway. An array may contain several.
 */
export function parsePush(text: string): SensorResult<Push> {
  const body = parseJson(text);
  if (!body.ok) return body;
  const envelopes: readonly unknown[] = Array.isArray(body.value) ? body.value : [body.value];
  const pushes: Push[] = [];
  for (const envelope of envelopes) {
    const push = pushIn(envelope);
    if (!push.ok) return push;
    pushes.push(push.value);
  }
  return ok(joinPushes(pushes));
}

function pushIn(envelope: unknown): SensorResult<Push> {
  const fields = fieldsOf(envelope);
  if (fields === undefined) return fail(unknownPush(envelope));
  if (isLegacyPush(fields)) return legacyPushIn(fields);
  if (isV5Push(fields)) return v5PushIn(fields);
  const other = otherContents.find((name) => Object.hasOwn(fields, name));
  if (other !== undefined) return ok({ ...emptyPush, ignored: [other] });
  return isWebhook(envelope) ? webhookIn(envelope) : fail(unknownPush(envelope));
}

function unknownPush(envelope: unknown): SensorError {
  return {
    kind: 'invalid',
    field: 'body',
    expected: 'logics_data, live_data, content.element or an event of a gateway',
    found: quote(envelope),
  };
}
