import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { Recognition } from './driver.ts';
import { type AuthChallenge, parseChallenges } from './http/auth-challenge.ts';
import type { DeviceAnswer, DeviceHttp, DeviceRequest } from './http/device-http.ts';

/** The paths of a family's API, and how its answers are recognised. */
export interface KnownPaths {
  /** The address of the API, which is the result. */
  readonly url: string;
  /** From the root of the device, the likeliest first. */
  readonly paths: readonly string[];
  /** Whether the body of a success is the family's. */
  speaks(text: string): boolean | Promise<boolean>;
  /** How they are asked; default: by GET. */
  readonly request?: Omit<DeviceRequest, 'path' | 'signal' | 'wantedStatuses'>;
  /** The family whose devices name themselves so in the realm of their challenge. */
  readonly realm?: RegExp;
}

/**
 * Recognises devices that sign in by HTTP challenge. Before the sign-in they show only their maker, in the
 * realm; after it the paths distinguish the families of one maker.
 */
export async function recogniseByPaths(
  http: DeviceHttp,
  { url, paths, speaks, realm, request = { method: 'GET' } }: KnownPaths,
  signal: AbortSignal,
): Promise<Recognition> {
  for (const path of paths) {
    const answer = await http.request({ ...request, path, signal, wantedStatuses: [401] });
    if (!answer.ok) {
      if (isAboutTheWay(answer.error)) return { kind: 'failed', error: answer.error };
      continue;
    }
    const { status, text } = answer.value;
    if (status === 401) return asksFor(challengesOf(answer.value), url, realm);
    if (await speaks(text)) return { kind: 'answers', url };
  }
  return { kind: 'stranger' };
}

/** Whether an error is independent of the path: every other path would fail in the same way. */
export function isAboutTheWay({ kind }: SensorError): boolean {
  return (
    kind === 'unreachable' ||
    kind === 'timeout' ||
    kind === 'certificate' ||
    kind === 'not-allowed' ||
    kind === 'forbidden' ||
    kind === 'rate-limited'
  );
}

export function challengesOf({ headers }: Pick<DeviceAnswer, 'headers'>): AuthChallenge[] {
  return parseChallenges(headers['www-authenticate']);
}

function asksFor(challenges: readonly AuthChallenge[], url: string, realm: RegExp | undefined): Recognition {
  const offered = challenges.filter(({ scheme }) => scheme === 'digest' || scheme === 'basic');
  if (offered.length === 0) return { kind: 'stranger' };
  const names = offered.map(({ parameters }) => parameters.get('realm') ?? '');
  if (realm !== undefined && !names.some((name) => realm.test(name) || name === '')) {
    return { kind: 'stranger' };
  }
  const isBasicOnly = offered.every(({ scheme }) => scheme === 'basic');
  return { kind: 'asks', url, credential: 'password', isSure: false, isBasicOnly };
}
