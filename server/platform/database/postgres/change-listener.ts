import pg from 'pg';
import { changeChannel } from '../installation-store.ts';

export interface ChangeListenerParts {
  /** `postgres://…` */
  readonly connectionString: string;
  /** A row of `installation` has changed. @param name of it */
  onChange(name: string): void;
  /** A lost connection is opened again after this time (ms). */
  readonly againMs?: number;
}

const usualAgainMs = 5000;
const answerMs = 5000;

/**
 * Hears at once what other sidecars have changed, on a connection of its own. It may hear nothing, for instance behind a
 * pooler that gives each transaction another connection: whoever listens also looks by itself.
 */
export class ChangeListener {
  readonly #parts: ChangeListenerParts;
  #client: pg.Client | undefined;
  #again: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(parts: ChangeListenerParts) {
    this.#parts = parts;
  }

  /** Connects in the background, again and again. */
  start(): void {
    const client = new pg.Client({
      connectionString: this.#parts.connectionString,
      connectionTimeoutMillis: answerMs,
      query_timeout: answerMs,
      keepAlive: true,
    });
    this.#client = client;
    client.on('notification', ({ payload = '' }) => this.#parts.onChange(payload));
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    client
      .connect()
      .then(() => client.query(`listen ${changeChannel}`))
      .catch(() => this.#lost(client));
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#again);
    // A server that hangs is not waited for.
    void this.#client?.end().catch(() => undefined);
  }

  #lost(client: pg.Client): void {
    if (this.#isStopped || client !== this.#client) return;
    this.#client = undefined;
    client.end().catch(() => undefined);
    this.#again = setTimeout(() => this.start(), this.#parts.againMs ?? usualAgainMs);
  }
}
