import type { Recognition } from '../driver.ts';
import type { DeviceHttp } from '../http/device-http.ts';
import { parseBody } from '../parse/parse-body.ts';
import { challengesOf, isAboutTheWay } from '../recognise-by-paths.ts';
import { zoneVisitorsSchema } from './schema.ts';

/** Where the API begins: `https://api.indivd.com/api/v1/rnd/insights/external`. */
const usualPath = '/api/v1/rnd/insights/external';

/**
 * Asks for visitors without saying of which days: whatever the answer is, it is a short one. Indivd's errors have
 * no body, and its sign-in is a token.
 */
export async function recognise(http: DeviceHttp, url: string, signal: AbortSignal): Promise<Recognition> {
  const { origin, pathname, hostname } = new URL(url);
  const path = pathname.replace(/\/+$/, '');
  const base = path === '' ? usualPath : path;
  const answer = await http.request({
    method: 'GET',
    path: `${base}/zone_visitors/`,
    signal,
    wantedStatuses: [400, 401, 403],
    headers: { accept: 'application/json' },
  });
  if (!answer.ok) {
    return isAboutTheWay(answer.error) ? { kind: 'failed', error: answer.error } : { kind: 'stranger' };
  }
  const { status, text } = answer.value;
  const found = `${origin}${base}`;
  const isNamed = /(^|\.)indivd\.com$/i.test(hostname) || path.endsWith(usualPath);
  if (status < 300 || status === 400) {
    const isSpoken = status === 400 ? text.trim() === '' : parseBody(zoneVisitorsSchema, text).ok;
    return isSpoken ? { kind: 'answers', url: found } : { kind: 'stranger' };
  }
  const challenges = challengesOf(answer.value);
  const isToken = challenges.some(({ scheme }) => scheme === 'token');
  if (challenges.length > 0 && !isToken) return { kind: 'stranger' };
  const isSilent = text.trim() === '';
  if (!isNamed && !isSilent && !isToken) return { kind: 'stranger' };
  return { kind: 'asks', url: found, credential: 'token', isSure: isNamed || isToken, isBasicOnly: false };
}
