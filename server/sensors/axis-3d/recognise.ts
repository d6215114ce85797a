import type { Recognition } from '../driver.ts';
import type { DeviceHttp } from '../http/device-http.ts';
import { pathPrefixOf } from '../parse/path-prefix.ts';
import { recogniseByPaths } from '../recognise-by-paths.ts';
import { readAnswer } from './answer.ts';
import { occupancySchema } from './schema.ts';

/** Asks for the occupancy. An error in the device's own words is an answer of it, too. */
export function recognise(http: DeviceHttp, url: string, signal: AbortSignal): Promise<Recognition> {
  const paths = [`${pathPrefixOf(url)}/a3dpc/api/occupancy`];
  const speaks = (text: string) => {
    const answer = readAnswer(occupancySchema, text);
    return answer.ok || answer.error.kind === 'device';
  };
  return recogniseByPaths(http, { url, paths, speaks, realm: /axis/i }, signal);
}
