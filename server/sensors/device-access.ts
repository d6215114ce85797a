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

/** What went wrong with a call: the device's error, or a parameter for which nothing was sent. */
export type DeviceError = SensorError | ParameterError;
export type DeviceAnswer<T> = Promise<Result<T, DeviceError>>;

/**
 * What staff can ask of a device beside its counts, and have it do. Each part is there only where the device
 * has it. All calls share the one connection with the polls, which wait meanwhile; files and logs have their own.
 */
export interface DeviceAccess {
  /** What the device tells of itself: model, frame rates, sensors connected to it. */
  facts?(signal: AbortSignal): DeviceAnswer<readonly DeviceFact[]>;
  placement?(signal: AbortSignal): DeviceAnswer<LinePlacement>;
  readonly parameters?: ParameterAccess;
  readonly logs?: LogAccess;
  /** Days of the device's calendar of which it has counts, `YYYY-MM-DD`, oldest first. */
  days?(signal: AbortSignal): DeviceAnswer<readonly string[]>;
  readonly exports?: ExportAccess;
  readonly actions?: ActionAccess;
}

/** The parameters of a device. */
export interface ParameterAccess {
  all(signal: AbortSignal): DeviceAnswer<readonly DeviceParameter[]>;
  /** Sets one and reads it back; success is that the device shows the new value. */
  set?(name: string, value: string, signal: AbortSignal): DeviceAnswer<ParameterChange>;
}

/** The logs of a device. */
export interface LogAccess {
  text(signal: AbortSignal): DeviceAnswer<string>;
  /** For the vendor's support. */
  archive(signal: AbortSignal): DeviceAnswer<DeviceFile>;
}

/** What is wanted of a device's memory. */
export interface ExportRequest {
  readonly subject: ExportSubject;
  readonly format: ExportFormat;
  readonly resolution: ExportResolution;
  /** First and last day of the site's calendar, both included, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
}

/** The files that a device, or its driver from what the device says, makes of what was counted. */
export interface ExportAccess {
  readonly offers: readonly ExportOffer[];
  /** @param order one of the `offers` */
  fetch(request: ExportRequest, signal: AbortSignal): DeviceAnswer<DeviceFile>;
}

/** The things a device does when it is told to. */
export interface ActionAccess {
  /** Those it can do now. */
  offers(): readonly DeviceAction[];
  /** @param order one of the `offers` */
  run(
    request: { readonly id: DeviceActionId; readonly channel?: string },
    by: ActionMeans,
  ): DeviceAnswer<Done>;
}

/** What an action is done with. */
export interface ActionMeans {
  readonly signal: AbortSignal;
  /** Reads what was counted until now, as a poll does. */
  read(): Promise<Result<Snapshot, SensorError>>;
}

/** An action that the device took. */
export interface Done {
  /** What was counted until just before the device's totals began again at 0, so that nobody is lost. */
  readonly before?: Snapshot;
  /** The channels whose totals began again. */
  readonly restarted?: ReadonlySet<string>;
}

/** The error of an order that the device does not offer. */
export function notOffered(parameter: string, offered: readonly string[], found: string): DeviceError {
  return { kind: 'parameter', parameter, expected: offered.join(' or '), found };
}

/** {@link notOffered} as an answer. */
export function rejectParameter(parameter: string, offered: readonly string[], found: string) {
  return fail(notOffered(parameter, offered, found));
}
