import type { Recognition } from '../driver.ts';
import type { DeviceHttp } from '../http/device-http.ts';
import { parseBody } from '../parse/parse-body.ts';
import { pathPrefixOf } from '../parse/path-prefix.ts';
import { recogniseByPaths } from '../recognise-by-paths.ts';
import { countsSchema } from './schema.ts';

/** Asks for the counts. Axis devices have `AXIS_<serial>` for realm. */
export function recognise(http: DeviceHttp, url: string, signal: AbortSignal): Promise<Recognition> {
  const paths = [`${pathPrefixOf(url)}/stereo/people-counter/counts.json`];
  const speaks = (text: string) => parseBody(countsSchema, text).ok;
  return recogniseByPaths(http, { url, paths, speaks, realm: /axis/i }, signal);
}
