import type { SensorError } from '#lib/contract/sensor-status.ts';
import type {
  FaultKind,
  SimulatorFamily,
  SimulatorOptions,
} from '#server/simulators/device/simulated-device.ts';
import type { SensorConfig, SensorFamily } from '../driver.ts';

/** The outcome of a read. `truth`: the numbers that the device counted. */
export type Outcome = 'truth' | 'as-sent' | SensorError['kind'];

/** What a family provides so that its driver is tested against the promises of `driver.ts`. */
export interface ConformanceSubject {
  readonly family: SensorFamily;
  readonly simulator: SimulatorFamily;
  /** Path of the sensor's `url`, after the origin: `/api/v1`. */
  readonly basePath?: string;
  /** Settings and options of every device in the suite. */
  readonly device?: SimulatorOptions;
  /** The family's own keys of the configuration file. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Which kinds the device of this suite gives, where the family has others that give more. */
  readonly gives?: SensorFamily['gives'];
  /** Default 1. More only where the vendor has no call that answers everything at once. */
  readonly requestsPerRead?: number;
  readonly signIn: SubjectSignIn;
  /**
   * Other allowed outcomes of a read under a fault, if the vendor gives an answer another meaning (an empty
   * body means: switched off).
   */
  readonly outcomes?: Partial<Record<FaultKind, readonly Outcome[]>>;
  /** The ways in which a device refuses to have its occupancy set. Empty where it cannot be set at all. */
  readonly refusals: readonly Refusal[];
}

/** The configuration that signs in, and one that does not. */
export interface SubjectSignIn {
  /** The settings that make the simulator require it. */
  readonly device: SimulatorOptions;
  readonly right: SignInConfig;
  readonly wrong: SignInConfig;
}

export type SignInConfig = Pick<SensorConfig, 'username' | 'password'> & {
  readonly options?: Readonly<Record<string, unknown>>;
};

/** A way in which the device refuses a command. */
export interface Refusal {
  /** As the end of a sentence: `on a secondary`. */
  readonly when: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly fault?: FaultKind;
  readonly error: SensorError['kind'];
}

/** The sign-in of families with `{ kind: 'challenge' }`. */
export const userAndPassword: SubjectSignIn = {
  device: { username: 'operator', password: 'right password' },
  right: { username: 'operator', password: 'right password' },
  wrong: { username: 'operator', password: 'wrong password' },
};
