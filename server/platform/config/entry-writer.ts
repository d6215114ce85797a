import type { AuditEntry } from '#lib/contract/audit.ts';
import { type EntryKey, keyText, type StoredEntry } from './config-entry.ts';

/** The facts of a change for the audit log, besides its author and result. */
export type ChangeFacts = Pick<AuditEntry, 'action' | 'site' | 'zone' | 'to' | 'note'>;

/** All rows of one change. */
export interface EntryChange {
  readonly saved: readonly StoredEntry[];
  readonly removed: readonly EntryKey[];
  /** The user who made it. */
  readonly by: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly audit: ChangeFacts;
  /** It restores the state before: the change it names is recorded as not made. */
  readonly isUndo?: boolean;
  /** Whether the demo opens at the next start; undefined: as before. */
  readonly opensDemo?: boolean;
}

/** Stores entries made in the console. */
export interface EntrySaver {
  load(): Promise<StoredEntry[]>;
  /** Whether somebody has removed the demo: with several sidecars, perhaps at another one. */
  isDemoRemoved?(): Promise<boolean>;
  /**
   * One transaction: everything is on disk, including the audit log, when it resolves. It waits for an earlier
   * one that is still running.
   */
  replace(change: EntryChange): Promise<void>;
}

export interface EntryWriterParts {
  readonly saver: EntrySaver;
  /** A change was not confirmed, or not carried out: disk and memory may differ. */
  onUnconfirmed(error: unknown): void;
  /** The refused change is undone on disk as well. */
  onSettled(): void;
}

/** A change that is not on disk by then is refused (milliseconds). */
export const saveLimitMs = 5000;
/** A large import has this for each row, where that is more. */
const msPerRow = 2;
const againMs = 1000;

interface Unconfirmed {
  readonly over: Promise<void>;
  /** It has been waited for: further calls are answered at once. */
  isLong: boolean;
}

/**
 * Writes changes one at a time. A change that is not confirmed in time is refused, and then undone on disk as
 * well: a database may commit what it never confirmed. Until that is done nothing else is written.
 */
export class EntryWriter {
  readonly #parts: EntryWriterParts;
  #isStopped = false;
  #unconfirmed: Unconfirmed | undefined;

  constructor(parts: EntryWriterParts) {
    this.#parts = parts;
  }

  /**
   * Writes a change.
   *
   * @param undo restores the rows from before
   * @returns whether it is on disk; otherwise it was not made, and will not be
   */
  async write(change: EntryChange, undo: EntryChange): Promise<boolean> {
    if (!(await this.#isSettled())) return false;
    const writing = this.#parts.saver.replace(change);
    const limitMs = Math.max(saveLimitMs, (change.saved.length + change.removed.length) * msPerRow);
    const outcome = await within(writing, limitMs);
    if (outcome.kind === 'done') return true;
    if (outcome.kind === 'failed') this.#takeBack(undo, writing, { error: outcome.error, isLong: false });
    else {
      const error = new Error(`not confirmed within ${limitMs / 1000} s`);
      this.#takeBack(undo, writing, { error, isLong: true });
    }
    return false;
  }

  /** Undoes a change that is on disk and could not be carried out. */
  async undo(undo: EntryChange, error: unknown): Promise<void> {
    this.#takeBack(undo, Promise.resolve(), { error, isLong: false });
    await this.#isSettled();
  }

  /** Ends attempts to undo. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Whether disk and memory agree. */
  async #isSettled(): Promise<boolean> {
    const unconfirmed = this.#unconfirmed;
    if (unconfirmed === undefined) return true;
    if (!unconfirmed.isLong) await within(unconfirmed.over);
    unconfirmed.isLong = true;
    return this.#unconfirmed === undefined;
  }

  #takeBack(
    undo: EntryChange,
    writing: Promise<void>,
    { error, isLong }: { readonly error: unknown; readonly isLong: boolean },
  ): void {
    this.#parts.onUnconfirmed(error);
    this.#unconfirmed = { over: this.#insist(undo, writing), isLong };
  }

  /** Retries until it is written. */
  async #insist(undo: EntryChange, writing: Promise<void>): Promise<void> {
    // Before that it could still be committed afterwards.
    await writing.catch(() => undefined);
    while (!this.#isStopped) {
      try {
        await this.#parts.saver.replace(undo);
        this.#unconfirmed = undefined;
        this.#parts.onSettled();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, againMs).unref());
      }
    }
  }
}

type Outcome = { readonly kind: 'done' | 'late' } | { readonly kind: 'failed'; readonly error: unknown };

/** The outcome of some work within the limit. */
async function within(work: Promise<void>, limitMs = saveLimitMs): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'late' }), limitMs);
  });
  const ended = work.then(
    (): Outcome => ({ kind: 'done' }),
    (error: unknown): Outcome => ({ kind: 'failed', error }),
  );
  const outcome = await Promise.race([ended, late]);
  clearTimeout(timer);
  return outcome;
}

/** The change that restores the rows touched by a change. */
export function undoOf(
  { saved, removed, opensDemo, ...reportable }: EntryChange,
  onDisk: readonly StoredEntry[],
): EntryChange {
  const touched = [...saved, ...removed];
  const before = new Map(onDisk.map((entry) => [keyText(entry), entry]));
  return {
    saved: touched.flatMap((key) => before.get(keyText(key)) ?? []),
    removed: touched.filter((key) => !before.has(keyText(key))),
    ...reportable,
    isUndo: true,
    ...(opensDemo !== undefined && { opensDemo: !opensDemo }),
  };
}
