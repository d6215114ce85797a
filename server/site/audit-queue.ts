import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { SingleRun } from '#server/platform/rounds.ts';
import type { Clock } from '../clock.ts';

/** An audit entry before it is stored. */
export type NewAuditEntry = Omit<AuditEntry, 'id' | 'at'>;

/**
 * An entry that is built later, because the database is needed to find out who sent the command. Undefined:
 * nothing to write. Throws while the database does not answer.
 */
export type LateAuditEntry = () => Promise<NewAuditEntry | undefined>;

export interface AuditQueueParts {
  /**
   * Writes an entry, once for each key.
   *
   * @param at ISO 8601 UTC
   */
  append(entry: NewAuditEntry, at: string, key: string): Promise<void>;
  readonly clock: Clock;
  /** The queue is full: this entry is not written. */
  onFull(): void;
}

/** How long a caller waits for its entry to be written. */
const waitMs = 2000;
const retryMs = 2000;
/** Limit of waiting entries: the commands of some minutes during which nothing can be written. */
const most = 1000;

interface Waiting {
  readonly entry: LateAuditEntry;
  readonly at: string;
  readonly key: string;
  written(): void;
}

/**
 * Writes the results of commands into the audit log: in order, each once, and later if the database is not
 * available now.
 */
export class AuditQueue {
  readonly #parts: AuditQueueParts;
  readonly #waiting: Waiting[] = [];
  readonly #abort = new AbortController();
  readonly #writing = new SingleRun(() => this.#writeAll());

  constructor(parts: AuditQueueParts) {
    this.#parts = parts;
  }

  /** Resolves when the entry is written, or after two seconds; then it is written later. */
  async record(entry: NewAuditEntry | LateAuditEntry): Promise<void> {
    const { clock, onFull } = this.#parts;
    if (this.#waiting.length >= most) {
      onFull();
      return;
    }
    const timeout = new AbortController();
    const written = new Promise<void>((resolve) => {
      this.#waiting.push({
        entry: typeof entry === 'function' ? entry : async () => entry,
        at: new Date(clock.now()).toISOString(),
        key: randomUUID(),
        written: resolve,
      });
    });
    void this.#writing.run();
    await Promise.race([written, sleep(waitMs, undefined, timeout).catch(() => undefined)]);
    timeout.abort();
  }

  /** Writes the waiting entries, as far as that works quickly. */
  async stop(): Promise<void> {
    const timeout = new AbortController();
    const soon = sleep(waitMs, undefined, timeout).catch(() => undefined);
    await Promise.race([this.#writing.running, soon]);
    timeout.abort();
    this.#abort.abort();
  }

  async #writeAll(): Promise<void> {
    const { signal } = this.#abort;
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      if (signal.aborted) return;
      try {
        const entry = await first.entry();
        if (entry !== undefined) await this.#parts.append(entry, first.at, first.key);
        this.#waiting.shift();
        first.written();
      } catch {
        await sleep(retryMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
