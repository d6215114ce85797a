import type { DeliveryProblem, ReportedDelivery } from '#lib/contract/delivery.ts';
import { fillIn } from './fill-in.ts';
import type en from './languages/en/delivery.json';
import type { WordsLike } from './words-like.ts';

/** The texts of failed messages in one language: `languageOf(tag).delivery`. */
export type DeliveryWords = WordsLike<typeof en>;

/**
 * Describes why a message about an alert was not delivered, and what to do, followed by the mail server's own
 * answer.
 *
 * @example describeDelivery({ code: 'mail-later', values: { host: 'mail.example', answer: '451 busy' } },
 *   words)
 * // 'The mail server mail.example takes no e-mail at the moment. It says: “451 busy”.'
 */
export function describeDelivery({ code, values }: DeliveryProblem, words: DeliveryWords): string {
  const meaning = fillIn(words[code], values);
  const { answer } = values;
  return answer === undefined ? meaning : fillIn(words.says, { meaning, answer });
}

/** The same for a failure from the API. Without a known code it is the English message. */
export function describeReportedDelivery(
  { code, values, message }: ReportedDelivery,
  words: DeliveryWords,
): string {
  const isKnown = code !== undefined && Object.hasOwn(words, code);
  return isKnown ? describeDelivery({ code, values: values ?? {} }, words) : message;
}
