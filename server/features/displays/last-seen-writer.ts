import type { Path } from '#lib/contract/path.ts';
import type { Clock } from '#server/clock.ts';
import { Rounds } from '#server/platform/rounds.ts';
import type { LastSeen, LastSeenStore } from './last-seen-store.ts';

/** The current state of a display. */
export interface CurrentlySeen extends LastSeen {
  readonly path: Path;
  readonly isConnected: boolean;
}

export interface LastSeenWriterParts {
  readonly store: Pick<LastSeenStore, 'save' | 'forget'>;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Every display that has been connected. */
  lastSeen(): Iterable<CurrentlySeen>;
  onError(error: unknown): void;
}

/** What was last written of a display, and when (monotonic ms). */
interface Written {
  readonly site: string;
  readonly display: string;
  readonly isConnected: boolean;
  readonly reportedAt: string | undefined;
  readonly atMs: number;
}

/** Interval for changes of a connection. */
const everyMs = 5_000;
/** Interval for reports of a connected screen. */
const reportEveryMs = 5 * 60_000;
/** Limit per write: when thousands of screens connect at once, they are written in portions. */
const maxAtOnce = 200;

/**
 * Writes when displays were last seen, with few writes: soon after a change of the connection, otherwise every
 * few minutes. A power cut loses at most these few minutes.
 */
export class LastSeenWriter {
  readonly #parts: LastSeenWriterParts;
  readonly #written: Map<Path, Written>;
  readonly #rounds = new Rounds(() => this.#work(maxAtOnce), everyMs);

  /** @param saved as loaded at the start */
  constructor(parts: LastSeenWriterParts, saved: ReadonlyMap<Path, LastSeen>) {
    this.#parts = parts;
    const atMs = parts.clock.monotonic();
    this.#written = new Map(
      [...saved].map(([path, { site, display, kept }]): [Path, Written] => [
        path,
        { site, display, isConnected: false, reportedAt: kept?.screen.reportedAt, atMs },
      ]),
    );
  }

  start(): void {
    this.#rounds.start();
  }

  /** Writes the current state. */
  async stop(): Promise<void> {
    await this.#rounds.stop();
    await this.#work(Number.POSITIVE_INFINITY);
  }

  async #work(most: number): Promise<void> {
    try {
      await this.#write(most);
    } catch (error) {
      this.#parts.onError(error);
    }
  }

  async #write(most: number): Promise<void> {
    const { store, clock, lastSeen } = this.#parts;
    const nowMs = clock.monotonic();
    const now = new Map([...lastSeen()].map((each) => [each.path, each]));
    const due = [...now.values()].filter((each) => isDue(each, this.#written.get(each.path), nowMs));
    const chosen = due.slice(0, most);
    if (chosen.length > 0) await store.save(chosen);
    for (const { path, site, display, isConnected, kept } of chosen) {
      const reportedAt = kept?.screen.reportedAt;
      this.#written.set(path, { site, display, isConnected, reportedAt, atMs: nowMs });
    }
    for (const [path, { site, display }] of [...this.#written]) {
      if (now.has(path)) continue;
      await store.forget(site, display);
      this.#written.delete(path);
    }
  }
}

function isDue({ isConnected, kept }: CurrentlySeen, written: Written | undefined, nowMs: number): boolean {
  if (written === undefined || written.isConnected !== isConnected) return true;
  return kept?.screen.reportedAt !== written.reportedAt && nowMs - written.atMs >= reportEveryMs;
}
