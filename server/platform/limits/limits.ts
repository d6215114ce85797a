import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface LimitOptions {
  /** Tells the counts of one limit from those of another. */
  readonly name: string;
  /** Tries in one window. */
  readonly max: number;
  /** Length of a window, which begins with the first try; seconds. */
  readonly windowS: number;
}

/** Counts tries by who makes them. */
export interface Limit {
  /**
   * Counts a try.
   *
   * @param windowS of a window that begins with this try, where it is shorter than usual
   * @returns how long to wait, milliseconds; 0 where the try may be made
   */
  consume(who: string, windowS?: number): Promise<number>;
  /** Counts a try without judging it. @returns the tries of this window */
  count(who: string): Promise<number>;
  /** How long somebody has to wait, milliseconds; 0 where a try may be made. Counts nothing. */
  waitMs(who: string): Promise<number>;
  /** Takes one counted try back. */
  giveBack(who: string): Promise<void>;
  /** Begins anew. */
  forget(who: string): Promise<void>;
}

/** Makes limits that count in one place: in memory, or where several sidecars count together. */
export type MakeLimit = (options: LimitOptions) => Limit;

/** Limits of this process alone: a restart forgets them. */
export const memoryLimits: MakeLimit = ({ name, max, windowS }) =>
  limitOf(new RateLimiterMemory({ keyPrefix: name, points: max, duration: windowS }));

/** The longest of several waits, asked for together so that each of them counts. Milliseconds. */
export async function longestWait(...waits: readonly Promise<number>[]): Promise<number> {
  return Math.max(...(await Promise.all(waits)));
}

function limitOf(limiter: RateLimiterAbstract): Limit {
  // The store goes by the wall clock: one that was set back makes nobody wait for longer than a window.
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
