import type {
  DeviceAction,
  DeviceActionId,
  DeviceFact,
  DeviceParameter,
  ExportFormat,
  ExportOffer,
  ExportResolution,
  ExportSubject,
  LinePlacement,
  ParameterChange,
} from '#lib/contract/device.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, type Result } from '#lib/result.ts';
import type { DeviceFile } from './http/device-file.ts';
import type { ParameterError } from './parse/parameters.ts';
import type { Snapshot } from './reading.ts';
import type { SensorAnswer } from './sensor-answer.ts';

/** The error of a call: the device's, or a wrong parameter for which nothing was sent. */
export type DeviceError = SensorError | ParameterError;
export type DeviceAnswer<T> = Promise<Result<T, DeviceError>>;

/**
 * What staff can read from and do with a device besides its counts. Each part exists only if the device has it.
 * All calls share one connection with the polls, which wait meanwhile; files and logs have their own.
 */
export interface DeviceAccess {
  /** Facts about the device: model, frame rates, sensors connected to it. */
  facts?(signal: AbortSignal): DeviceAnswer<readonly DeviceFact[]>;
  placement?(signal: AbortSignal): DeviceAnswer<LinePlacement>;
  readonly parameters?: ParameterAccess;
  readonly logs?: LogAccess;
  /** Days of the device's calendar with counts, `YYYY-MM-DD`, oldest first. */
  days?(signal: AbortSignal): DeviceAnswer<readonly string[]>;
  readonly exports?: ExportAccess;
  readonly actions?: ActionAccess;
}

/** The parameters of a device. */
export interface ParameterAccess {
  all(signal: AbortSignal): DeviceAnswer<readonly DeviceParameter[]>;
  /** Sets one and reads it back; success means that the device shows the new value. */
  set?(name: string, value: string, signal: AbortSignal): DeviceAnswer<ParameterChange>;
}

/** The logs of a device. */
export interface LogAccess {
  text(signal: AbortSignal): DeviceAnswer<string>;
  /** For the vendor's support. */
  archive(signal: AbortSignal): DeviceAnswer<DeviceFile>;
}

/** A query of a device's memory. */
export interface ExportRequest {
  readonly subject: ExportSubject;
  readonly format: ExportFormat;
  readonly resolution: ExportResolution;
  /** First and last day of the site's calendar, both included, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
}

/** Files of counts that a device, or its driver from the device's data, can make. */
export interface ExportAccess {
  readonly offers: readonly ExportOffer[];
  /** @param request one of the `offers` */
  fetch(request: ExportRequest, signal: AbortSignal): DeviceAnswer<DeviceFile>;
}

/** Actions of a device. */
export interface ActionAccess {
  /** The actions available now. */
  offers(): readonly DeviceAction[];
  /** @param request one of the `offers` */
  run(
    request: { readonly id: DeviceActionId; readonly channel?: string },
    by: ActionMeans,
  ): DeviceAnswer<Done>;
}

/** What an action needs. */
export interface ActionMeans {
  readonly signal: AbortSignal;
  /** Reads the counts until now, as a poll does. */
  read(): SensorAnswer<Snapshot>;
}

/** The result of an accepted action. */
export interface Done {
  /** The counts until just before the device's totals were reset to 0, so that no count is lost. */
  readonly before?: Snapshot;
  /** The channels whose totals were reset. */
  readonly restarted?: ReadonlySet<string>;
}

/** The error of a request that the device does not offer. */
export function notOffered(parameter: string, offered: readonly string[], found: string): DeviceError {
  return { kind: 'parameter', parameter, expected: offered.join(' or '), found };
}

/** {@link notOffered} as an answer. */
export function rejectParameter(parameter: string, offered: readonly string[], found: string) {
  return fail(notOffered(parameter, offered, found));
}
