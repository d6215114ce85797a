import type { ProbeAnswer, ProbeRequest, SensorDriverInfo, SensorParameter } from '#lib/contract/probe.ts';
import type { ChannelReading } from '#lib/contract/sensor-status.ts';
import type { SettingsDocument } from './settings-api.ts';
import { documentsOf, withoutUndefined } from './settings-values.ts';

type AnswerOf<K extends ProbeAnswer['kind']> = Extract<ProbeAnswer, { readonly kind: K }>;
export type FoundAnswer = AnswerOf<'found'>;
export type CertificateAnswer = AnswerOf<'certificate'>;
export type FailedAnswer = AnswerOf<'failed'>;
export type AskingFamily = AnswerOf<'sign-in'>['families'][number];

/** The steps of adding a sensor. */
export type ProbeStep =
  | { readonly kind: 'address'; readonly failure?: FailedAnswer }
  | {
      readonly kind: 'certificate';
      readonly answer: CertificateAnswer;
      readonly families: readonly AskingFamily[];
    }
  | {
      readonly kind: 'sign-in';
      readonly families: readonly AskingFamily[];
      /** The kind that a person chose. */
      readonly chosen?: SensorDriverInfo;
      readonly failure?: FailedAnswer;
    }
  /** The device says more than one number: a person chooses what is read. */
  | {
      readonly kind: 'pick';
      readonly driver: SensorDriverInfo;
      readonly answer?: AnswerOf<'answer'>;
      readonly failure?: FailedAnswer;
    }
  | { readonly kind: 'found'; readonly answer: FoundAnswer };

/** Failures that another sign-in may fix. */
const aboutTheSignIn: readonly FailedAnswer['reason'][] = ['wrong-credentials', 'forbidden', 'rate-limited'];

/** The step after an answer: the sign-in step stays until the credentials are right. */
export function stepAfter(before: ProbeStep, answer: ProbeAnswer): ProbeStep {
  const families = 'families' in before ? before.families : [];
  if (before.kind === 'pick' && answer.kind !== 'found' && answer.kind !== 'certificate')
    return pickedAfter(before, answer);
  switch (answer.kind) {
    case 'found':
      return { kind: 'found', answer };
    case 'certificate':
      return { kind: 'certificate', answer, families };
    case 'sign-in':
      return { kind: 'sign-in', families: answer.families };
    case 'answer':
      return before;
    case 'failed':
      return families.length > 0 && aboutTheSignIn.includes(answer.reason)
        ? { kind: 'sign-in', families, failure: answer }
        : { kind: 'address', failure: answer };
  }
}

function pickedAfter(
  { driver, answer: shown }: Extract<ProbeStep, { readonly kind: 'pick' }>,
  answer: ProbeAnswer,
): ProbeStep {
  if (answer.kind === 'answer') return { kind: 'pick', driver, answer };
  return {
    kind: 'pick',
    driver,
    ...(shown !== undefined && { answer: shown }),
    ...(answer.kind === 'failed' && { failure: answer }),
  };
}

/** The step for a kind that was chosen: those that cannot be found by their address alone. */
export function stepOf(driver: SensorDriverInfo, url: string): ProbeStep {
  if (driver.isGeneric) return { kind: 'pick', driver };
  const { label, credential, parameters } = driver;
  const families = [{ driver: driver.driver, label, credential, url, parameters }];
  return { kind: 'sign-in', families, chosen: driver };
}

/** What a device that comes by itself will be: nothing of it is known before it has come. */
export function foundByItself({ driver, label, pollMs, hasChannels }: SensorDriverInfo): FoundAnswer {
  return {
    kind: 'found',
    url: comesByItself,
    driver,
    label,
    pollMs,
    hasChannels,
    readings: hasChannels ? [] : [{ channel: 'main' }],
  };
}

/** In the place of the address of a device that comes by itself. */
export const comesByItself = 'push:';

/** The text of a parameter in a language, else in English. */
export function parameterLabel({ key, label }: SensorParameter, locale: string): string {
  return label[locale.split('-')[0] ?? ''] ?? label.en ?? key;
}

/**
 * The JSONata expression of a value by its place in an answer.
 *
 * @example expressionAt(['doors', 0, 'people in']) // 'doors[0].`people in`'
 */
export function expressionAt(path: readonly (string | number)[]): string {
  const text = path
    .map((part) =>
      typeof part === 'number'
        ? `[${part}]`
        : /^[A-Za-z_]\w*$/.test(part) && !isWord(part)
          ? `.${part}`
          : `.\`${part}\``,
    )
    .join('');
  return text === '' ? '$' : text.startsWith('[') ? `$${text}` : text.slice(1);
}

/** Words of JSONata itself. */
function isWord(name: string): boolean {
  return ['and', 'or', 'in', 'true', 'false', 'null', 'function'].includes(name);
}

/** A way to sign in: families that need the same are one choice. */
export interface SignInChoice {
  readonly credential: AskingFamily['credential'];
  readonly labels: readonly string[];
  /** What else is to be filled in. */
  readonly parameters: readonly SensorParameter[];
  /** The known parts of the next request, besides what the user enters. */
  readonly known: Pick<ProbeRequest, 'driver' | 'url'> | undefined;
}

/** A password shows by its success which family it belongs to; a key or a token belongs to one family. */
export function signInChoices(families: readonly AskingFamily[]): readonly SignInChoice[] {
  const byPassword = families.filter(({ credential }) => credential === 'password');
  const others = families.filter(({ credential }) => credential !== 'password');
  const [only] = byPassword;
  const password: SignInChoice[] =
    only === undefined
      ? []
      : [
          {
            credential: 'password',
            labels: byPassword.map(({ label }) => label),
            // The sign-in shows which of several it is; their usual values will do until then.
            parameters: byPassword.length === 1 ? only.parameters : [],
            known: byPassword.length === 1 ? { driver: only.driver, url: only.url } : undefined,
          },
        ];
  return [
    ...password,
    ...others.map(({ credential, label, driver, url, parameters }) => ({
      credential,
      labels: [label],
      parameters,
      known: { driver, url },
    })),
  ];
}

/** The sensor as the configuration has it, from what was found and how. */
export function sensorDocumentFrom(
  request: ProbeRequest,
  found: FoundAnswer,
  name: string,
  pushToken?: string,
): SettingsDocument {
  const { username, password, tls, options } = request;
  return withoutUndefined({
    name: name.trim(),
    driver: found.driver,
    url: found.url === comesByItself ? undefined : found.url,
    username: username === '' ? undefined : username,
    password: username === '' || username === undefined ? undefined : password,
    tls: tls === 'verify' ? undefined : tls,
    ...options,
    pushToken,
  });
}

/** The zone that a channel most likely counts: one of the same name; for a single channel a single zone. */
export function suggestedZone(
  reading: ChannelReading,
  readings: readonly ChannelReading[],
  zones: readonly { readonly id: string; readonly name: string }[],
): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const names = [plain(reading.name ?? ''), plain(reading.channel)];
  const same = zones.find(({ id, name }) => names.includes(plain(name)) || names.includes(plain(id)));
  if (same !== undefined) return same.id;
  return readings.length === 1 ? zones[0]?.id : undefined;
}

/** A longer interval between readings is too slow for a light (ms). */
export const liveWithinMs = 60_000;

/**
 * The zone's document with the new sources added. In a zone that already has other sources a rarely read sensor
 * is optional: with it as required, the light would stay for long after the others have failed.
 */
export function zoneWith(
  zone: SettingsDocument,
  sensor: { readonly id: string; readonly channels: readonly string[]; readonly pollMs: number },
): SettingsDocument {
  const before = documentsOf(zone, 'sources');
  const isOptional = before.length > 0 && sensor.pollMs > liveWithinMs;
  const added = sensor.channels.map((channel) =>
    withoutUndefined({
      sensor: sensor.id,
      channel: channel === 'main' ? undefined : channel,
      optional: isOptional ? true : undefined,
    }),
  );
  return { ...zone, sources: [...before, ...added] };
}
