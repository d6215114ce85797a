import { BackgroundThread, TaskGivenUp } from '#server/platform/background-thread.ts';
import { feedProblemOf } from './feed-error.ts';
import { type FeedRead, type FeedWindow, tooManyEvents } from './read-feed.ts';

const limitOfOne = () => AbortSignal.timeout(20_000);
const maxMemoryMb = 256;

/**
 * Reads subscribed calendars in a thread of their own, one after another: a file of some hundred kilobytes can take
 * minutes to read. One that takes too long or too much memory is given up.
 */
export class FeedReader {
  readonly #thread: BackgroundThread<{ readonly text: string; readonly window: FeedWindow }, FeedRead>;

  /** @param limit asked once for each calendar: it is given up when this is aborted */
  constructor(limit = limitOfOne) {
    this.#thread = new BackgroundThread('feed-worker', import.meta.url, { limit, maxMemoryMb });
  }

  /** Never rejects. */
  async read(text: string, window: FeedWindow): Promise<FeedRead> {
    try {
      return await this.#thread.run({ text, window });
    } catch (error) {
      return {
        ok: false,
        problem: feedProblemOf(error instanceof TaskGivenUp ? tooManyEvents() : error),
      };
    }
  }
}
