import type { Alert } from '#lib/contract/alert.ts';
import { fillIn } from './fill-in.ts';
import type { Language } from './language.ts';
import { describeSensorError } from './sensor-error.ts';

/** What alerts are told with: a {@link Language}, or that much of one. */
export type AlertWords = Pick<Language, 'locale' | 'alert' | 'sensorError'>;

/** An alert in words: what is wrong in a line, and what to do about it. */
export interface DescribedAlert {
  readonly title: string;
  readonly text: string;
}

/** Says an alert in the words of a language. */
export function describeAlert(
  alert: Pick<Alert, 'kind' | 'name' | 'facts'>,
  { locale, alert: words, sensorError }: AlertWords,
): DescribedAlert {
  const { kind, name, facts } = alert;
  const { occupancy, capacity, drift } = facts;
  const fill = (text: string) => fillIn(text, { name, occupancy, capacity, drift });
  if (kind !== 'sensor') return { title: fill(words[kind].title), text: fill(words[kind].text) };
  const condition = facts.condition === undefined || facts.condition === 'ok' ? 'stale' : facts.condition;
  const advice =
    facts.error === undefined ? words.sensor.text : describeSensorError(facts.error, sensorError, locale);
  return { title: fill(words.sensor[condition]), text: `${words.sensor.uncounted} ${advice}` };
}
