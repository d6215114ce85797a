import type { Alert } from '#lib/contract/alert.ts';
import type { AlertWords } from './alert/alert-words.ts';
import { de } from './alert/de.ts';
import { en } from './alert/en.ts';
import { es } from './alert/es.ts';
import { fr } from './alert/fr.ts';
import { it } from './alert/it.ts';

/** The languages of alerts. A language is one file in `alert/` and one line here. */
const languages: ReadonlyMap<string, AlertWords> = new Map<string, AlertWords>([
  ['de', de],
  ['en', en],
  ['es', es],
  ['fr', fr],
  ['it', it],
]);

/** An alert in words: what is wrong in a line, and what to do about it. */
export interface DescribedAlert {
  readonly title: string;
  readonly text: string;
}

/** The words of a language (BCP 47 tag), or English. */
export function alertWords(locale: string): AlertWords {
  return languages.get(locale.toLowerCase().split('-')[0] ?? '') ?? en;
}

/** Says an alert in a language. */
export function describeAlert(alert: Pick<Alert, 'kind' | 'name' | 'facts'>, locale: string): DescribedAlert {
  const words = alertWords(locale);
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
