import type { DeviceFact, DeviceFactName, ExportOffer } from '#lib/contract/device.ts';
import { ok } from '#lib/result.ts';
import {
  type ActionAccess,
  type ActionMeans,
  type DeviceAccess,
  type DeviceAnswer,
  type ExportAccess,
  type ExportRequest,
  type LogAccess,
  type ParameterAccess,
  rejectParameter,
} from '../device-access.ts';
import type { Recognition } from '../driver.ts';
import type { DeviceFile } from '../http/device-file.ts';
import type { DeviceHttp } from '../http/device-http.ts';
import { parseBody } from '../parse/parse-body.ts';
import { pathPrefixOf } from '../parse/values.ts';
import { mainChannel } from '../reading.ts';
import { recogniseByPaths } from '../recognise-by-paths.ts';
import type { AxisPeopleCounterClient } from './api/client.ts';
import { exportsOf } from './api/history-client.ts';
import { type DeviceParameters, isReadOnly } from './api/maintenance-client.ts';
import { TvpcRoots } from './api/tvpc-calls.ts';
import { liveSumSchema } from './schema.ts';

/** Parameters that describe the device. Seen in the field: the vendor documents none of them. */
const facts: readonly (readonly [DeviceFactName, string])[] = [
  ['model', 'Static.ModelName'],
  ['serial', 'Static.Serial'],
  ['firmware', 'Build.Version'],
  ['name', 'Counter.Name'],
  ['errors', 'Static.Errors'],
];

const offers: readonly ExportOffer[] = [
  {
    subject: 'counts',
    formats: ['csv', 'json', 'xml', 'cnt'],
    resolutions: [...exportsOf.counts.resolutions],
  },
  {
    subject: 'occupancy',
    formats: ['csv', 'json', 'xml'],
    resolutions: [...exportsOf.occupancy.resolutions],
  },
];

/** What staff can read from and do with an AXIS People Counter. */
export class AxisPeopleCounterDevice implements DeviceAccess {
  readonly parameters: ParameterAccess;
  readonly logs: LogAccess;
  readonly exports: ExportAccess;
  readonly actions: ActionAccess;
  readonly #client: AxisPeopleCounterClient;

  constructor(client: AxisPeopleCounterClient) {
    const { maintenance } = client;
    this.#client = client;
    this.parameters = {
      all: async (signal) => {
        const answer = await maintenance.parameters(signal);
        return answer.ok ? ok(parametersOf(answer.value)) : answer;
      },
      set: async (name, value, signal) => {
        const changed = await maintenance.setParameters(new Map([[name, value]]), signal);
        if (!changed.ok) return changed;
        return ok(changed.value[0] ?? { name, before: '', after: value });
      },
    };
    this.logs = {
      text: (signal) => maintenance.logs(signal),
      archive: (signal) => maintenance.logArchive(signal),
    };
    this.exports = { offers, fetch: (request, signal) => this.#export(request, signal) };
    this.actions = {
      offers: () => [{ id: 'clear-data', isDestructive: true }],
      run: ({ id }, by) =>
        id === 'clear-data'
          ? this.#clear(by)
          : Promise.resolve(rejectParameter('action', ['clear-data'], id)),
    };
  }

  /** From `params.json`; what a device does not say is left out. */
  async facts(signal: AbortSignal): DeviceAnswer<readonly DeviceFact[]> {
    const answer = await this.#client.maintenance.parameters(signal);
    if (!answer.ok) return answer;
    return ok(
      facts.flatMap(([name, parameter]) => {
        const value = answer.value.get(parameter);
        return value === undefined || value === '' ? [] : [{ name, value }];
      }),
    );
  }

  placement(signal: AbortSignal) {
    return this.#client.maintenance.linePlacement(signal);
  }

  async days(signal: AbortSignal): DeviceAnswer<readonly string[]> {
    const answer = await this.#client.history.storedDays(signal);
    return answer.ok ? ok(answer.value.days) : answer;
  }

  async #export(
    { subject, format, resolution, from, to }: ExportRequest,
    signal: AbortSignal,
  ): DeviceAnswer<DeviceFile> {
    if (subject !== 'counts' && subject !== 'occupancy')
      return rejectParameter('subject', ['counts', 'occupancy'], subject);
    const { history } = this.#client;
    if (format === 'cnt') {
      return subject === 'counts'
        ? history.countsBinary({ from, to }, signal)
        : rejectParameter('format', ['csv', 'json', 'xml'], format);
    }
    const known = exportsOf[subject].resolutions.find((offered) => offered === resolution);
    if (known === undefined) return rejectParameter('resolution', exportsOf[subject].resolutions, resolution);
    return history.exportFile(subject, format, { from, to, resolution: known }, signal);
  }

  /** The totals of the day restart when the counts are deleted: their last values are returned. */
  async #clear({ signal, read }: ActionMeans) {
    const before = await read();
    if (!before.ok) return before;
    const cleared = await this.#client.maintenance.clearData(signal);
    return cleared.ok ? ok({ before: before.value, restarted: new Set([mainChannel]) }) : cleared;
  }
}

function parametersOf(parameters: DeviceParameters) {
  return [...parameters].map(([name, value]) => ({ name, value, isWritable: !isReadOnly(name) }));
}

/** Requests the counts under every root that firmware has used. Axis devices have `AXIS_<serial>` as realm. */
export function recognise(http: DeviceHttp, url: string, signal: AbortSignal): Promise<Recognition> {
  const prefix = pathPrefixOf(url);
  const paths = new TvpcRoots().inOrder('counting').map((root) => `${prefix}${root}/.api?live-sum.json`);
  const speaks = (text: string) => parseBody(liveSumSchema, text).ok;
  return recogniseByPaths(http, { url, paths, speaks, realm: /axis/i }, signal);
}
