import type { DeviceFact, DeviceFactName, ExportOffer } from '#lib/contract/device.ts';
import { ok } from '#lib/result.ts';
import {
  type ActionAccess,
  type ActionMeans,
  type DeviceAccess,
  type DeviceAnswer,
  type ExportAccess,
  type ExportOrder,
  type LogAccess,
  type ParameterAccess,
  refuseOrder,
} from '../device-access.ts';
import type { DeviceFile } from '../http/device-file.ts';
import { mainChannel } from '../reading.ts';
import type { AxisPeopleCounterClient } from './client.ts';
import { type DeviceParameters, isReadOnly } from './device-parameters.ts';
import { countResolutions, occupancyResolutions } from './export-query.ts';

/** Parameters that say what the device is. Seen in the field: the vendor prints none of them. */
const facts: readonly (readonly [DeviceFactName, string])[] = [
  ['model', 'Static.ModelName'],
  ['serial', 'Static.Serial'],
  ['firmware', 'Build.Version'],
  ['name', 'Counter.Name'],
  ['errors', 'Static.Errors'],
];

const offers: readonly ExportOffer[] = [
  { subject: 'counts', formats: ['csv', 'json', 'xml', 'cnt'], resolutions: [...countResolutions] },
  { subject: 'occupancy', formats: ['csv', 'json', 'xml'], resolutions: [...occupancyResolutions] },
];

/** What staff can ask of an AXIS People Counter, and have it do. */
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
    this.exports = { offers, fetch: (order, signal) => this.#export(order, signal) };
    this.actions = {
      offers: () => [{ id: 'clear-data', isDestructive: true }],
      run: ({ id }, by) =>
        id === 'clear-data' ? this.#clear(by) : Promise.resolve(refuseOrder('action', ['clear-data'], id)),
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
    { subject, format, resolution, from, to }: ExportOrder,
    signal: AbortSignal,
  ): DeviceAnswer<DeviceFile> {
    const days = { from, to };
    const { history } = this.#client;
    if (resolution === 'finest') return refuseOrder('resolution', occupancyResolutions, resolution);
    if (subject === 'counts') {
      return format === 'cnt'
        ? history.countsBinary(days, signal)
        : history.countsFile({ days, resolution }, format, signal);
    }
    if (subject === 'occupancy' && format !== 'cnt')
      return history.occupancyFile({ days, resolution }, format, signal);
    return refuseOrder('subject', ['counts', 'occupancy'], `${subject} as ${format}`);
  }

  /** The totals of the day begin again with the counts that are deleted: what they were is told. */
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
