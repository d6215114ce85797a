import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface LimitOptions {
  /** Separates the counts of one limit from those of another. */
  readonly name: string;
  /** Tries in one window. */
  readonly max: number;
  /** Length of a window, which begins with the first try; seconds. */
  readonly windowS: number;
}

/** Limits tries per key. */
export interface Limit {
  /**
   * Counts a try.
   *
   * @param windowS of a window that begins with this try, where it is shorter than usual
   * @returns how long to wait, milliseconds; 0 where the try may be made
   */
  consume(who: string, windowS?: number): Promise<number>;
  /** Counts a try without a decision. @returns the tries of this window */
  count(who: string): Promise<number>;
  /** How long to wait, milliseconds; 0 if a try may be made. Counts nothing. */
  waitMs(who: string): Promise<number>;
  /** Uncounts one try. */
  giveBack(who: string): Promise<void>;
  /** Resets the count. */
  forget(who: string): Promise<void>;
}

/** Creates limits that share one store: memory, or a store of several sidecars. */
export type MakeLimit = (options: LimitOptions) => Limit;

/** Limits of this process alone: a restart forgets them. */
export const memoryLimits: MakeLimit = ({ name, max, windowS }) =>
  limitOf(new RateLimiterMemory({ keyPrefix: name, points: max, duration: windowS }));

/** The longest of several waits, requested together so that each of them counts. Milliseconds. */
export async function longestWait(...waits: readonly Promise<number>[]): Promise<number> {
  return Math.max(...(await Promise.all(waits)));
}

function limitOf(limiter: RateLimiterAbstract): Limit {
  // The store uses the wall clock: after it was set back nobody waits longer than a window.
  const wait = ({ msBeforeNext }: RateLimiterRes) => Math.min(msBeforeNext, limiter.duration * 1000);
  return {
    consume: (who, windowS = limiter.duration) =>
      limiter.consume(who, 1, { customDuration: windowS }).then(
        () => 0,
        (refused: unknown) => {
          if (refused instanceof RateLimiterRes) return Math.max(1, wait(refused));
          throw refused;
        },
      ),
    count: async (who) => (await limiter.penalty(who)).consumedPoints,
    waitMs: async (who) => {
      const counted = await limiter.get(who);
      return counted === null || counted.consumedPoints < limiter.points ? 0 : Math.max(0, wait(counted));
    },
    giveBack: async (who) => void (await limiter.reward(who)),
    forget: async (who) => void (await limiter.delete(who)),
  };
}
