import type { ExportOffer, ParameterChange, ParameterRequest } from '#lib/contract/device.ts';
import { fail, type Result } from '#lib/result.ts';
import { type DeviceError, type ExportRequest, notOffered, type ParameterAccess } from './device-access.ts';
import { daysBetween } from './parse/days.ts';

/** A parameter that was changed by somebody else meanwhile: nothing was sent. */
export interface ParameterMoved {
  readonly kind: 'moved';
  readonly name: string;
  /** Its value now. */
  readonly now: string;
}

/** Sets a parameter if it still has the value that the user saw. */
export async function setParameter(
  parameters: ParameterAccess,
  { name, value, before }: ParameterRequest,
  signal: AbortSignal,
): Promise<Result<ParameterChange, DeviceError | ParameterMoved>> {
  const all = await parameters.all(signal);
  if (!all.ok) return all;
  const writable = all.value.filter(({ isWritable }) => isWritable);
  const known = writable.find((parameter) => parameter.name === name);
  if (known === undefined || parameters.set === undefined) {
    const expected = 'a parameter of the device that can be set';
    return fail({ kind: 'parameter', parameter: 'name', expected, found: name });
  }
  if (known.value !== before) return fail({ kind: 'moved', name, now: known.value });
  return parameters.set(name, value, signal);
}

/** Why an export is not among the `offers` of a device; undefined if it is. */
export function whyNotOffered(
  offers: readonly ExportOffer[],
  request: ExportRequest,
): DeviceError | undefined {
  const { subject, format, resolution, from, to } = request;
  const offer = offers.find((each) => each.subject === subject);
  if (offer === undefined)
    return notOffered(
      'subject',
      offers.map((each) => each.subject),
      subject,
    );
  const { formats, resolutions, mostDays: maxDays } = offer;
  if (!formats.includes(format)) return notOffered('format', formats, format);
  // The vendor's own format has no resolution.
  if (format !== 'cnt' && !resolutions.includes(resolution))
    return notOffered('resolution', resolutions, resolution);
  if (from > to) return notOffered('to', [`${from} or later`], to);
  if (maxDays === undefined || daysBetween(from, to).length <= maxDays) return undefined;
  return notOffered('to', [`at most ${maxDays} days`], `${from} to ${to}`);
}
