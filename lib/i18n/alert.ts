import type { Alert } from '#lib/contract/alert.ts';
import { fillIn } from './fill-in.ts';
import type { Language } from './language.ts';
import { describeSensorError } from './sensor-error.ts';

/** The texts of alerts: a {@link Language}, or this part of one. */
export type AlertWords = Pick<Language, 'locale' | 'alert' | 'sensorError'>;

/** An alert as text: what is wrong in a line, and what to do. */
export interface DescribedAlert {
  readonly title: string;
  /** The title once it is over. */
  readonly was: string;
  readonly text: string;
}

/** The text of an alert in a language. */
export function describeAlert(
  alert: Pick<Alert, 'kind' | 'name' | 'facts'>,
  { locale, alert: words, sensorError }: AlertWords,
): DescribedAlert {
  const { kind, name, facts } = alert;
  const { occupancy, capacity, drift, time } = facts;
  const fill = (text: string) => fillIn(text, { name, occupancy, capacity, drift, time });
  const was = fill(words[kind].was);
  if (kind !== 'sensor') return { title: fill(words[kind].title), was, text: fill(words[kind].text) };
  const condition = facts.condition === undefined || facts.condition === 'ok' ? 'stale' : facts.condition;
  const advice =
    facts.error === undefined ? words.sensor.text : describeSensorError(facts.error, sensorError, locale);
  return { title: fill(words.sensor[condition]), was, text: `${words.sensor.uncounted} ${advice}` };
}
