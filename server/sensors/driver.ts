import type { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { AddressRule } from '../network/outbound.ts';
import type { DeviceAccess } from './device-access.ts';
import type { DeviceHttp, DeviceTls } from './http/device-http.ts';
import type { InsightsSource } from './insights.ts';
import type { Pushed } from './push/pushed.ts';
import type { Reading, Snapshot } from './reading.ts';
import type { SensorAnswer, SensorResult } from './sensor-answer.ts';

/** The common configuration of sensors of all families. The family's own keys are in `options`. */
export interface SensorConfig {
  readonly site: string;
  readonly id: string;
  /** What people call it, as they typed it. */
  readonly name?: string;
  readonly driver: string;
  /** Absolute http or https address, without trailing slash. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly tls: DeviceTls;
  readonly pollMs: number;
  /** Bearer token a device must send with its pushes; without it no push is accepted. */
  readonly pushToken?: string;
  /** Whether its address was entered in the console or by API, and not in the owner's configuration file. */
  readonly isEntered?: boolean;
  /** Checked by the family's `optionsSchema`. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** The kind of reading a source uses: `auto` is the level if the device offers one, else the count. */
export type Use = 'auto' | Reading['kind'];

/** What the zones need from a sensor, so that a driver requests only that. */
export interface Want {
  readonly channel: string;
  readonly use: Use;
}

/** What a device answers when it is asked. */
export interface Answer extends Snapshot {
  /** People counted since the answer before, where the device reports that instead of totals. */
  readonly pushed?: Pushed;
}

/** Who hears what comes by itself over a connection that a driver holds. */
export interface Listener {
  /** Resolves once it is counted; rejects where it cannot be saved and shall come again. */
  onPushed(pushed: Pushed): Promise<void>;
  /** There is no connection, or what came cannot be understood. */
  onFailure(error: SensorError): void;
}

/**
 * Speaks with one device. A driver keeps what it learned about the device (which path answered, which way of
 * signing in) and nothing else: no timers, no retries, no counting. It never throws for what a device does.
 */
export interface SensorDriver {
  /**
   * Reads the device once. A wanted channel that is not reported is missing in the readings: the status of
   * the sensor tells the console which channels there are.
   *
   * @param wants what the zones need from this sensor; never empty, the same for the driver's whole life
   * @param signal aborts the running request
   */
  read(wants: readonly Want[], signal: AbortSignal): SensorAnswer<Answer>;
  /** Present where readings come by themselves only: then the device is never asked. Called once, until `close`. */
  listen?(listener: Listener): void;
  /** Reads the body of a push, where what it means is said in the sensor's configuration. Never throws. */
  parsePush?(body: string): SensorAnswer<Pushed>;
  /** Whether the device sends changes only: totals exist only as their sum. */
  readonly givesChanges?: boolean;
  /** Present where the device's own occupancy can be set. */
  readonly occupancyControl?: OccupancyControl;
  /** Present if the device remembers what it counted. */
  readonly history?: HistorySource;
  /** Present if the device offers more than its counts; undefined while that is not known. */
  readonly device?: DeviceAccess | undefined;
  /** Present if the system behind the sensor offers insights. */
  readonly insights?: InsightsSource | undefined;
  /** Present where the driver opens something of its own: closes that. The driver is not used afterwards. */
  close?(): Promise<void>;
}

/** The capability of a device to have its occupancy set. */
export interface OccupancyControl {
  /** Whether the level of this channel can be set (Axis: `main`). */
  canSet(channel: string): boolean;
  /**
   * Sets the people inside on the device. Success means that the device accepted the command, not that it shows
   * the number: the next readings show that.
   */
  set(channel: string, occupancy: number, signal: AbortSignal): SensorAnswer<void>;
}

/** The capability of a device to report what it counted in the past. */
export interface HistorySource {
  /** How long its bins are, in milliseconds, finest first. */
  readonly resolutionsMs: readonly number[];
  /**
   * What the device counted between two moments (epoch ms), at the finest resolution it has for them. Never
   * more than is reasonable for one request: the span may be shorter, `untilMs` says how far it reaches.
   */
  history(channel: string, fromMs: number, toMs: number, signal: AbortSignal): SensorAnswer<DeviceHistory>;
}

/** What a device remembers. */
export interface DeviceHistory {
  /**
   * Oldest first. Bins of people do not overlap each other, nor do those of occupancy; for time without a bin
   * the device has no data.
   */
  readonly bins: readonly DeviceBin[];
  /** Epoch ms up to which this answers: after the requested start, and at most the requested end. */
  readonly untilMs: number;
}

/** What a device counted in a span of time (epoch ms, the end excluded). */
export interface DeviceBin {
  readonly fromMs: number;
  readonly toMs: number;
  /** People in and out within it. */
  readonly in?: number;
  readonly out?: number;
  /** People inside, at its end or on average, depending on the device. */
  readonly occupancy?: number;
}

/** What a family needs to make a driver. */
export interface DriverContext {
  readonly http: DeviceHttp;
  /** Which addresses may be asked by drivers that connect otherwise than by HTTP. Default: an owner's. */
  readonly addresses?: AddressRule;
  /** IANA timezone of the site: devices without a zone in their times speak this one. */
  readonly timezone: string;
}

/** How a family signs in to its devices. */
export type SignIn =
  /** Digest or Basic as the device requires, with `username` and `password`. */
  | { readonly kind: 'challenge' }
  /** The driver sets the headers itself. */
  | { readonly kind: 'headers' };

/** What a person has to bring to be let in; `apiKey` and `token` are keys of the configuration file. */
export type Credential = 'password' | 'apiKey' | 'token' | 'none';

/** What a family finds at an address without trying any password. */
export type Recognition =
  /** A device of the family answers. `url`: where its API begins, as the configuration file wants it. */
  | { readonly kind: 'answers'; readonly url: string }
  | {
      readonly kind: 'asks';
      readonly url: string;
      readonly credential: Credential;
      /** Whether only this family's devices ask in this way. */
      readonly isSure: boolean;
      /** Whether the password would be sent in plain text. */
      readonly isBasicOnly: boolean;
    }
  /** Something answers that is not of this family. */
  | { readonly kind: 'stranger' }
  /** Nothing is known: no answer came, or the signed-in user may not read. */
  | { readonly kind: 'failed'; readonly error: SensorError };

/** An answer of a device, taken apart. */
export interface ShownAnswer {
  /** As JSON has it, whatever it was. */
  readonly answer: unknown;
  /** Where it was heard, of a broker. */
  readonly topic?: string;
}

/** A key of the configuration that a person fills in. */
export interface FamilyParameter {
  /** By language; `en` is always there. */
  readonly label: Readonly<Record<string, string>>;
  readonly default?: string | number | boolean | undefined;
  /** The values there are; absent: any. */
  readonly values?: readonly (string | number | boolean)[] | undefined;
}

/** A family of devices; see README.md. */
export interface SensorFamily {
  /** The `driver` of the configuration file. */
  readonly id: string;
  /** The vendor's name for it. */
  readonly label: string;
  /** The keys of the configuration file that only this family has, with their defaults. */
  readonly optionsSchema: z.ZodObject;
  readonly signIn: SignIn;
  /** Milliseconds between polls unless configured. */
  readonly defaultPollMs: number;
  /**
   * Which channels a device has: one, `main`, or any number with names of the device's own; `any` where its
   * configuration says which.
   */
  readonly channels: 'main' | 'many' | 'any';
  /**
   * What the `url` of the configuration is: where the device is (default), a whole address with its query, a broker's,
   * or nothing, because the device comes by itself.
   */
  readonly address?: 'device' | 'whole' | 'broker' | 'none';
  /** Whether it is made of a template, and no code of its own. */
  readonly isTemplate?: boolean;
  /** What is to be filled in besides the address and the sign-in, by key: for the console. */
  readonly parameters?: Readonly<Record<string, FamilyParameter>>;
  /** Which kinds of readings devices of the family can give at all. */
  readonly gives: ReadonlySet<Reading['kind']>;
  create(config: SensorConfig, context: DriverContext): SensorDriver;
  /** What a person brings to be let in, where that does not show at the device. Default `password`. */
  readonly credential?: Credential;
  /** Present where the configuration says what is read: gives an answer as it is, so that this can be chosen in it. */
  show?(config: SensorConfig, context: DriverContext, signal: AbortSignal): SensorAnswer<ShownAnswer>;
  /** Present where devices of the family can send by themselves: reads the body of a push. Never throws. */
  parsePush?(body: string): SensorResult<Pushed>;
  /**
   * Finds out whether a device of the family answers at an address. Requests a handful of paths; never throws.
   *
   * @param http signs in only if the family does so by `challenge` and a password was given
   * @param url absolute, http or https, perhaps only the host of a device whose API begins at a path
   */
  recognise?(http: DeviceHttp, url: string, signal: AbortSignal): Promise<Recognition>;
}
