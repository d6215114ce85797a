import type { SettingsDocument } from './settings-api.ts';
import { durationOf, secondsOf, textOf, withoutUndefined } from './settings-values.ts';

/** The secrets a sensor may have, by their keys in the configuration file. */
export const sensorSecrets = ['password', 'apiKey', 'token'] as const;
export type SensorSecret = (typeof sensorSecrets)[number];

/** The form values of a sensor. An empty secret is kept. */
export interface SensorValues extends Readonly<Record<SensorSecret, string>> {
  /** Empty: made from the id. */
  readonly name: string;
  readonly url: string;
  readonly username: string;
  /** Empty: the family's default. */
  readonly pollS: number | '';
  readonly trust: 'verify' | 'pinned' | 'insecure';
  readonly fingerprint: string;
}

export function sensorValuesOf(document: SettingsDocument): SensorValues {
  const tls = textOf(document, 'tls', 'verify');
  return {
    name: textOf(document, 'name'),
    url: textOf(document, 'url'),
    username: textOf(document, 'username'),
    password: '',
    apiKey: '',
    token: '',
    pollS: secondsOf(textOf(document, 'poll')) ?? '',
    trust: tls === 'verify' || tls === 'insecure' ? tls : 'pinned',
    fingerprint: tls === 'verify' || tls === 'insecure' ? '' : tls,
  };
}

/** The form values as a document; unknown keys are kept. */
export function sensorDocumentOf(values: SensorValues, before: SettingsDocument): SettingsDocument {
  const { username, pollS, trust, fingerprint } = values;
  const secrets = sensorSecrets.filter((key) => values[key] !== '').map((key) => [key, values[key]] as const);
  return withoutUndefined({
    ...before,
    name: values.name.trim() || undefined,
    // A device that comes by itself has none.
    url: values.url.trim() || undefined,
    username: username === '' ? undefined : username,
    // Without a user there is no password either.
    ...(username === '' && textOf(before, 'username') !== '' && { password: null }),
    ...Object.fromEntries(secrets),
    poll: pollS === '' ? undefined : durationOf(pollS),
    tls: trust === 'verify' ? undefined : trust === 'insecure' ? trust : fingerprint.trim(),
  });
}
