import type { Recognition } from '../driver.ts';
import type { DeviceHttp } from '../http/device-http.ts';
import { parseBody } from '../parse/parse-body.ts';
import { pathPrefixOf } from '../parse/path-prefix.ts';
import { recogniseByPaths } from '../recognise-by-paths.ts';
import { liveSumSchema } from './schema.ts';
import { TvpcRoots } from './tvpc-roots.ts';

/** Asks for the counts under every root that firmware has used. Axis devices have `AXIS_<serial>` for realm. */
export function recognise(http: DeviceHttp, url: string, signal: AbortSignal): Promise<Recognition> {
  const prefix = pathPrefixOf(url);
  const paths = new TvpcRoots().inOrder('counting').map((root) => `${prefix}${root}/.api?live-sum.json`);
  const speaks = (text: string) => parseBody(liveSumSchema, text).ok;
  return recogniseByPaths(http, { url, paths, speaks, realm: /axis/i }, signal);
}
