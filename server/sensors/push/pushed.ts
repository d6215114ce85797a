import type { Reading, Snapshot } from '../reading.ts';

/**
 * People counted in a span of time (epoch ms of the device's clock): a difference, not a total. Pushes are
 * repeated after a network fault, so each `identity` counts once.
 */
export interface PushedInterval {
  readonly channel: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly in: number;
  readonly out: number;
  readonly identity: string;
}

/** People in a zone or queue at a moment, or totals until then. */
export interface PushedLevel {
  readonly reading: Reading;
  /** Epoch ms of the device's clock; absent where the sender gave no time. */
  readonly atMs?: number;
}

/** A push, as parsed by its family. */
export interface Pushed {
  readonly intervals: readonly PushedInterval[];
  readonly levels: readonly PushedLevel[];
  /** Something happened that the push does not count: a poll has to follow. */
  readonly isHint: boolean;
  /** It was asked for: what came before is no news, and yet says that the device is there. */
  readonly isAnswer?: boolean;
  /** What it reports of the device. */
  readonly facts?: Pick<Snapshot, 'serial' | 'name' | 'deviceTime' | 'channelNames'>;
}
