import { z } from 'zod';
import type { Recognition } from '../driver.ts';
import type { DeviceAnswer, DeviceHttp } from '../http/device-http.ts';
import { parseBody } from '../parse/parse-body.ts';
import { challengesOf, isAboutTheWay } from '../recognise-by-paths.ts';
import { parseCurrentOccupancy } from './gateway/schema.ts';
import { parseDeviceInfo, parseLiveLogics } from './v5/schema.ts';

/** The start of a gateway's API, in most of the vendor's examples. */
const usualPath = '/api/v1';

/** A refusal with any content. */
const refusalSchema = z.looseObject({ status: z.unknown().optional() });

/** One request, and the meaning of its answers. */
interface Question {
  readonly path: string;
  readonly url: string;
  speaks(text: string): boolean;
}

/**
 * Sends requests to a gateway and to a sensor of firmware 5. Neither shows its paths before the sign-in, but
 * their refusals differ: a sensor asks for a password by Basic and names itself in the realm, a gateway says in
 * JSON that the key is missing.
 */
export async function recognise(http: DeviceHttp, url: string, signal: AbortSignal): Promise<Recognition> {
  let refused: Recognition | undefined;
  for (const question of questionsFor(url)) {
    const answer = await http.request({
      method: 'GET',
      path: question.path,
      signal,
      wantedStatuses: [401, 403],
      headers: { accept: 'application/json' },
    });
    if (!answer.ok) {
      if (isAboutTheWay(answer.error)) return { kind: 'failed', error: answer.error };
      continue;
    }
    const { status, text } = answer.value;
    if (status < 300 && question.speaks(text)) return { kind: 'answers', url: question.url };
    if (status >= 400) refused ??= refusalOf(answer.value, question.url, url);
  }
  return refused ?? { kind: 'stranger' };
}

function questionsFor(url: string): readonly Question[] {
  const { origin, pathname } = new URL(url);
  const path = pathname.replace(/\/+$/, '');
  const root = path.replace(/\/api\/v[15]$/, '');
  const gateways = path === '' ? [usualPath, ''] : [path];
  return [
    ...gateways.map((base) => ({
      path: `${base}/occupancy/current`,
      url: `${origin}${base}`,
      speaks: (text: string) => parseCurrentOccupancy(text).ok,
    })),
    {
      path: `${root}/api/v5/device/info`,
      url: `${origin}${root}`,
      speaks: (text: string) => parseDeviceInfo(text).ok,
    },
    {
      path: `${root}/api/v5/singlesensor/data/live/logics`,
      url: `${origin}${root}`,
      speaks: (text: string) => parseLiveLogics(text).ok,
    },
  ];
}

/** Undefined if the refusal is typical of neither. */
function refusalOf(answer: DeviceAnswer, url: string, asked: string): Recognition | undefined {
  const challenges = challengesOf(answer);
  if (challenges.some(({ scheme }) => scheme === 'digest')) return undefined;
  const basic = challenges.find(({ scheme }) => scheme === 'basic');
  if (basic !== undefined) {
    const isSure = /xovis/i.test(basic.parameters.get('realm') ?? '');
    const { origin, pathname } = new URL(asked);
    const root = `${origin}${pathname.replace(/\/+$/, '').replace(/\/api\/v[15]$/, '')}`;
    return { kind: 'asks', url: root, credential: 'password', isSure, isBasicOnly: true };
  }
  const refusal = parseBody(refusalSchema, answer.text);
  if (!refusal.ok) return undefined;
  // Gateways answer everything with a status of their own: "success", or here "error".
  const isSure = refusal.value.status === 'error';
  return { kind: 'asks', url, credential: 'apiKey', isSure, isBasicOnly: false };
}
