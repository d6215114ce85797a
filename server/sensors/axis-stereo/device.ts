import type { DeviceFact, ExportOffer } from '#lib/contract/device.ts';
import { ok } from '#lib/result.ts';
import {
  type DeviceAccess,
  type DeviceAnswer,
  type ExportAccess,
  type ExportRequest,
  type ParameterAccess,
  rejectParameter,
} from '../device-access.ts';
import type { Recognition } from '../driver.ts';
import type { DeviceFile } from '../http/device-file.ts';
import type { DeviceHttp } from '../http/device-http.ts';
import { parseBody } from '../parse/parse-body.ts';
import { pathPrefixOf } from '../parse/values.ts';
import { recogniseByPaths } from '../recognise-by-paths.ts';
import { type AxisStereoClient, exportResolutions } from './api/client.ts';
import { countsSchema, type FrameRates } from './schema.ts';

const offers: readonly ExportOffer[] = [
  { subject: 'counts', formats: ['csv', 'json'], resolutions: [...exportResolutions] },
];

/** What staff can read from an AXIS 3D People Counter in its old version. Nothing can be set on it. */
export class AxisStereoDevice implements DeviceAccess {
  readonly parameters: ParameterAccess;
  readonly exports: ExportAccess;
  readonly #client: AxisStereoClient;

  constructor(client: AxisStereoClient) {
    this.#client = client;
    this.parameters = {
      all: async (signal) => {
        const answer = await client.parameters(signal);
        if (!answer.ok) return answer;
        return ok(
          [...answer.value].map(([name, value]) => ({ name, value: String(value ?? ''), isWritable: false })),
        );
      },
    };
    this.exports = { offers, fetch: (request, signal) => this.#export(request, signal) };
  }

  /** `fps.json` and `io.json`. */
  async facts(signal: AbortSignal): DeviceAnswer<readonly DeviceFact[]> {
    const rates = await this.#client.frameRates(signal);
    if (!rates.ok) return rates;
    const input = await this.#client.signal(signal);
    if (!input.ok) return input;
    return ok([...factsOf(rates.value), { name: 'signal', value: String(input.value) }]);
  }

  async #export(
    { subject, format, resolution, from, to }: ExportRequest,
    signal: AbortSignal,
  ): DeviceAnswer<DeviceFile> {
    if (subject !== 'counts') return rejectParameter('subject', ['counts'], subject);
    if (format !== 'csv' && format !== 'json') return rejectParameter('format', ['csv', 'json'], format);
    const known = exportResolutions.find((offered) => offered === resolution);
    if (known === undefined) return rejectParameter('resolution', exportResolutions, resolution);
    return this.#client.exportFile(format, { from, to, resolution: known }, signal);
  }
}

function factsOf({ now, mean, frames }: FrameRates): DeviceFact[] {
  return [
    { name: 'frame-rate', value: String(now) },
    ...Object.entries(mean).map(([subject, value]): DeviceFact => {
      return { name: 'frame-rate-mean', subject, value: String(value) };
    }),
    { name: 'frames', value: String(frames) },
  ];
}

/** Requests the counts. Axis devices have `AXIS_<serial>` as realm. */
export function recognise(http: DeviceHttp, url: string, signal: AbortSignal): Promise<Recognition> {
  const paths = [`${pathPrefixOf(url)}/stereo/people-counter/counts.json`];
  const speaks = (text: string) => parseBody(countsSchema, text).ok;
  return recogniseByPaths(http, { url, paths, speaks, realm: /axis/i }, signal);
}
