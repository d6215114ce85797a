import type { SensorError } from '#lib/contract/sensor-status.ts';

type DeviceError = Extract<SensorError, { kind: 'device' }>;

/** The meaning of a device's own error, if a person can act on it. */
export type DeviceMeaning = 'secondary' | 'occupancy-off' | 'passthrough-off' | 'sign-in' | 'busy';

/** VAPIX 3D People Counter API: code 1200 has three meanings, distinguished only by the text. */
const meaningsOf1200: readonly (readonly [RegExp, DeviceMeaning])[] = [
  [/secondary/i, 'secondary'],
  [/passthrough/i, 'passthrough-off'],
  [/occupancy\b.*\boff\b/i, 'occupancy-off'],
];

/** VAPIX 3D People Counter API, general codes. */
const meaningOfCode: ReadonlyMap<number, DeviceMeaning> = new Map<number, DeviceMeaning>([
  [1100, 'busy'],
  [2105, 'sign-in'],
  [2106, 'sign-in'],
]);

/** The meaning of a device's code and text; undefined if only a technician can know. */
export function deviceMeaning({ code, message }: DeviceError): DeviceMeaning | undefined {
  if (code !== 1200) return meaningOfCode.get(code);
  return meaningsOf1200.find(([pattern]) => pattern.test(message))?.[1];
}
