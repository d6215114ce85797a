import type { MessageFormat } from '#lib/contract/message-format.ts';
import { sensorErrorInEnglish } from '#lib/i18n/sensor-error-in-english.ts';
import { templateOf } from '#lib/message-templates.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { ExpressionProcess } from '#server/sensors/expressions/expressions.ts';

/** What a webhook is sent. */
export interface MessageBody {
  /** The `Content-Type`. */
  readonly type: string;
  readonly body: string;
}

const types = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  text: 'text/plain; charset=utf-8',
} as const;

/**
 * What a template makes of a message. Undefined: it wants nothing to be sent. Else in English what is wrong with it.
 *
 * @param message what the expression sees
 */
export async function messageIn(
  format: MessageFormat,
  message: object,
  expressions: Pick<ExpressionProcess, 'evaluate'>,
): Promise<Result<MessageBody | undefined, string>> {
  const { expression, type } = templateOf(format);
  const evaluated = await expressions.evaluate({
    text: JSON.stringify(message),
    format: 'json',
    expressions: { message: expression },
    bindings: { ...('to' in format && { to: format.to }), ...('from' in format && { from: format.from }) },
    wantsAnswer: false,
  });
  if (!evaluated.ok) return fail(sensorErrorInEnglish(evaluated.error));
  const { message: made } = evaluated.value.values;
  if (made === undefined || made === null) return ok(undefined);
  if (type === 'json') return ok({ type: types.json, body: JSON.stringify(made) });
  if (type === 'text')
    return ok({ type: types.text, body: typeof made === 'string' ? made : JSON.stringify(made) });
  if (typeof made !== 'object' || Array.isArray(made))
    return fail('A form is made of an object, such as { "Body": title }.');
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(made))
    fields.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  return ok({ type: types.form, body: fields.toString() });
}
