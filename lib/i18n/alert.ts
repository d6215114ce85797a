import type { Alert } from '#lib/contract/alert.ts';
import type { alert as en } from './languages/en/alert.ts';
import type { WordsLike } from './words-like.ts';

/** What alerts say, in one language: `languageOf(tag).alert`, or the console's `alertWords`. */
export type AlertWords = WordsLike<typeof en>;

/** An alert in words: what is wrong in a line, and what to do about it. */
export interface DescribedAlert {
  readonly title: string;
  readonly text: string;
}

/** Says an alert in the words of a language. */
export function describeAlert(
  alert: Pick<Alert, 'kind' | 'name' | 'facts'>,
  words: AlertWords,
): DescribedAlert {
  const { kind, name, facts } = alert;
  const say = (text: string) => fillIn(text, { name, ...facts });
  if (kind !== 'sensor') return { title: say(words[kind].title), text: say(words[kind].text) };
  const condition = facts.condition === undefined || facts.condition === 'ok' ? 'stale' : facts.condition;
  return { title: say(words.sensor[condition]), text: say(words.sensor.text) };
}

/** Puts values where a text names them: `{name}`. */
export function fillIn(text: string, values: Readonly<Record<string, string | number | undefined>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}
