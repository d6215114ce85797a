import type { Logger } from 'pino';
import type { Clock } from '#server/clock.ts';
import type { Database } from '#server/platform/database/database.ts';
import { MonthPartitions } from '#server/platform/database/postgres/month-partitions.ts';
import type { RetentionTime } from '#server/platform/retention-clock.ts';
import { Rounds } from '#server/platform/rounds.ts';
import { cutOff } from './retention.ts';
import type { RetentionSetting } from './retention-setting.ts';

export interface HistoryMonthsParts {
  readonly database: Pick<Database, 'maintenance' | 'dialect'>;
  readonly clock: Clock;
  readonly retention: Pick<RetentionSetting, 'now'>;
  readonly retentionClock: RetentionTime;
  readonly logger: Pick<Logger, 'info' | 'error'>;
  /** Whether this sidecar does what is done once for all of them. */
  isFirst(): boolean;
}

const checkEveryMs = 10_000;
const workEveryMs = 3_600_000;
/** After a failure. */
const againMs = 60_000;

/** Keeps the minutes of history in a table for each month, and drops months that are no longer kept. PostgreSQL only. */
export class HistoryMonths {
  readonly #parts: HistoryMonthsParts;
  readonly #partitions: MonthPartitions;
  /** Until this moment minutes are in a table that is not for one month (epoch ms). */
  #byRowUntilMs = Number.NEGATIVE_INFINITY;
  #dueMs = Number.NEGATIVE_INFINITY;
  readonly #rounds = new Rounds(() => this.#checkIfDue(), checkEveryMs);
  #isStopped = false;

  constructor(parts: HistoryMonthsParts) {
    this.#parts = parts;
    this.#partitions = new MonthPartitions(parts.database.maintenance);
    if (parts.database.dialect === 'sqlite') this.#byRowUntilMs = Number.POSITIVE_INFINITY;
  }

  start(): void {
    if (this.#parts.database.dialect === 'sqlite') return;
    void this.check();
    this.#rounds.start();
  }

  /** What is under way may take minutes, is done completely or not at all, and is not waited for. */
  stop(): void {
    this.#isStopped = true;
    void this.#rounds.stop();
  }

  /** Minutes that begin later (epoch ms) are deleted by whole months. */
  get byRowUntilMs(): number {
    return this.#byRowUntilMs;
  }

  /** Works if it is time to. Never throws. */
  check(): Promise<void> {
    return this.#rounds.run();
  }

  async #checkIfDue(): Promise<void> {
    const { clock, logger, isFirst } = this.#parts;
    if (clock.monotonic() < this.#dueMs) return;
    try {
      const isOurs = isFirst();
      if (isOurs) await this.#maintain();
      const months = await this.#partitions.list();
      this.#byRowUntilMs = MonthPartitions.endOfBefore(months);
      this.#dueMs = clock.monotonic() + (isOurs && months !== undefined ? workEveryMs : checkEveryMs);
    } catch (error) {
      this.#dueMs = clock.monotonic() + againMs;
      if (!this.#isStopped)
        logger.error({ error }, 'the months of history cannot be prepared or dropped; it is tried again');
    }
  }

  async #maintain(): Promise<void> {
    const { clock, logger, retention, retentionClock } = this.#parts;
    if ((await this.#partitions.list()) === undefined) {
      logger.info(
        'the minutes of history get a table for each month: they are read once, and saving goes on',
      );
      await this.#partitions.divide(clock.now());
      // Another sidecar, which was the first one until now, may still be at it.
      if ((await this.#partitions.list()) === undefined) return;
      logger.info('the minutes of history are divided: those until now are one table');
    }
    for (const { name } of await this.#partitions.prepare(clock.now()))
      logger.info({ table: name }, 'a month of history has its own table');
    const beforeMs = cutOff(retention.now, '1m', retentionClock.now());
    if (beforeMs === undefined) return;
    for (const month of (await this.#partitions.list()) ?? []) {
      if (month.toMs <= beforeMs && (await this.#partitions.drop(month)))
        logger.info(
          { table: month.name },
          'a month of minutes was deleted: it is older than history is kept',
        );
    }
  }
}
