import type { DeviceFact, ExportOffer } from '#lib/contract/device.ts';
import { ok } from '#lib/result.ts';
import {
  type ActionAccess,
  type DeviceAccess,
  type DeviceAnswer,
  type ExportAccess,
  type ExportRequest,
  rejectParameter,
} from '../device-access.ts';
import type { Recognition } from '../driver.ts';
import type { DeviceFile } from '../http/device-file.ts';
import type { DeviceHttp } from '../http/device-http.ts';
import { dayAfter } from '../parse/days.ts';
import { pathPrefixOf } from '../parse/values.ts';
import { recogniseByPaths } from '../recognise-by-paths.ts';
import { type Axis3dClient, exportsOf } from './api/client.ts';
import { occupancySchema, readAnswer } from './schema.ts';

const offers: readonly ExportOffer[] = [
  { subject: 'counts', formats: ['csv', 'json'], resolutions: [...exportsOf.counts.resolutions] },
  { subject: 'occupancy', formats: ['csv', 'json'], resolutions: [...exportsOf.occupancy.resolutions] },
];

/** What staff can read from and do with an AXIS P8815-2. */
export class Axis3dDevice implements DeviceAccess {
  readonly exports: ExportAccess;
  readonly actions: ActionAccess;
  readonly #client: Axis3dClient;

  constructor(client: Axis3dClient) {
    this.#client = client;
    this.exports = { offers, fetch: (request, signal) => this.#export(request, signal) };
    this.actions = {
      offers: () => [{ id: 'restart-passthrough', isDestructive: false }],
      run: async ({ id }, { signal }) => {
        if (id !== 'restart-passthrough') return rejectParameter('action', ['restart-passthrough'], id);
        const done = await client.restartPassthroughCountdown(signal);
        return done.ok ? ok({}) : done;
      },
    };
  }

  /** The answering device, by `/a3dpc/api/occupancy`: the primary, if there are several. */
  async facts(signal: AbortSignal): DeviceAnswer<readonly DeviceFact[]> {
    const answer = await this.#client.occupancy(signal);
    if (!answer.ok) return answer;
    const { serial, name, timestamp } = answer.value;
    return ok([
      ...(serial === undefined ? [] : [{ name: 'serial' as const, value: serial }]),
      ...(name === undefined ? [] : [{ name: 'name' as const, value: name }]),
      ...(timestamp === undefined ? [] : [{ name: 'device-time' as const, value: timestamp }]),
    ]);
  }

  /** The device's `end` is the day after the last one. */
  async #export(
    { subject, format, resolution, from, to }: ExportRequest,
    signal: AbortSignal,
  ): DeviceAnswer<DeviceFile> {
    if (subject !== 'counts' && subject !== 'occupancy')
      return rejectParameter('subject', ['counts', 'occupancy'], subject);
    if (format !== 'csv' && format !== 'json') return rejectParameter('format', ['csv', 'json'], format);
    const known = exportsOf[subject].resolutions.find((offered) => offered === resolution);
    if (known === undefined) return rejectParameter('resolution', exportsOf[subject].resolutions, resolution);
    const query = { start: from, end: dayAfter(to), resolution: known };
    return this.#client.exportFile(subject, format, query, signal);
  }
}

/** Requests the occupancy. A device error in the documented format counts as an answer too. */
export function recognise(http: DeviceHttp, url: string, signal: AbortSignal): Promise<Recognition> {
  const paths = [`${pathPrefixOf(url)}/a3dpc/api/occupancy`];
  const speaks = (text: string) => {
    const answer = readAnswer(occupancySchema, text);
    return answer.ok || answer.error.kind === 'device';
  };
  return recogniseByPaths(http, { url, paths, speaks, realm: /axis/i }, signal);
}
