import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { Result } from '#lib/result.ts';

/** What a device has answered, or why that is no answer: what the network and devices do is a value. */
export type SensorResult<T> = Result<T, SensorError>;
export type SensorAnswer<T> = Promise<SensorResult<T>>;
