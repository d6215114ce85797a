import type { ProbeAnswer, ProbeRequest } from '#lib/contract/probe.ts';
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
      readonly failure?: FailedAnswer;
    }
  | { readonly kind: 'found'; readonly answer: FoundAnswer };

/** Failures that another sign-in may fix. */
const aboutTheSignIn: readonly FailedAnswer['reason'][] = ['wrong-credentials', 'forbidden', 'rate-limited'];

/** The step after an answer: the sign-in step stays until the credentials are right. */
export function stepAfter(before: ProbeStep, answer: ProbeAnswer): ProbeStep {
  const families = 'families' in before ? before.families : [];
  switch (answer.kind) {
    case 'found':
      return { kind: 'found', answer };
    case 'certificate':
      return { kind: 'certificate', answer, families };
    case 'sign-in':
      return { kind: 'sign-in', families: answer.families };
    case 'failed':
      return families.length > 0 && aboutTheSignIn.includes(answer.reason)
        ? { kind: 'sign-in', families, failure: answer }
        : { kind: 'address', failure: answer };
  }
}

/** A way to sign in: families that need the same are one choice. */
export interface SignInChoice {
  readonly credential: AskingFamily['credential'];
  readonly labels: readonly string[];
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
            known: byPassword.length === 1 ? { driver: only.driver, url: only.url } : undefined,
          },
        ];
  return [
    ...password,
    ...others.map(({ credential, label, driver, url }) => ({
      credential,
      labels: [label],
      known: { driver, url },
    })),
  ];
}

/** The sensor as the configuration has it, from what was found and how. */
export function sensorDocumentFrom(
  request: ProbeRequest,
  found: FoundAnswer,
  name: string,
): SettingsDocument {
  const { username, password, tls, options } = request;
  return withoutUndefined({
    name: name.trim(),
    driver: found.driver,
    url: found.url,
    username: username === '' ? undefined : username,
    password: username === '' || username === undefined ? undefined : password,
    tls: tls === 'verify' ? undefined : tls,
    ...options,
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
