import type { DeviceFact, ExportOffer, ExportResolution } from '#lib/contract/device.ts';
import { ok } from '#lib/result.ts';
import {
  type DeviceAccess,
  type DeviceAnswer,
  type ExportAccess,
  type ExportOrder,
  type ParameterAccess,
  refuseOrder,
} from '../device-access.ts';
import type { DeviceFile } from '../http/device-file.ts';
import type { AxisStereoClient } from './client.ts';
import type { FrameRates } from './schema.ts';

const offers: readonly ExportOffer[] = [
  { subject: 'counts', formats: ['csv', 'json'], resolutions: ['1m', '1h', '1d'] },
];

const resolutionNames: Partial<Record<ExportResolution, 'minute' | 'hour' | 'day'>> = {
  '1m': 'minute',
  '1h': 'hour',
  '1d': 'day',
};

/** What staff can ask of an AXIS 3D People Counter in its old version. Nothing can be set there. */
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
    this.exports = { offers, fetch: (order, signal) => this.#export(order, signal) };
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
    { subject, format, resolution, from, to }: ExportOrder,
    signal: AbortSignal,
  ): DeviceAnswer<DeviceFile> {
    if (subject !== 'counts') return refuseOrder('subject', ['counts'], subject);
    if (format !== 'csv' && format !== 'json') return refuseOrder('format', ['csv', 'json'], format);
    const name = resolutionNames[resolution];
    if (name === undefined) return refuseOrder('resolution', Object.keys(resolutionNames), resolution);
    const query = { days: { from, to }, resolution: name, method: 'download' } as const;
    return this.#client.exportFile(format, query, signal);
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
