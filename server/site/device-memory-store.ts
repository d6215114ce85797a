import { chunk } from 'es-toolkit';
import type { Insertable, Kysely } from 'kysely';
import { type Path, pathOf } from '#lib/contract/path.ts';
import { excluded } from '../platform/database/excluded.ts';
import type { Schema } from '../platform/database/schema.ts';
import { type OnUnreadable, readDocument } from '../platform/database/stored-document.ts';
import { Mutex } from '../platform/mutex.ts';
import type { SensorConfig } from '../sensors/driver.ts';
import { type PushMemory, pushMemorySchema } from '../sensors/push/push-memory.ts';

const rowsAtOnce = 500;

type Place = Pick<SensorConfig, 'site' | 'id' | 'url'>;

interface Kept<T> {
  readonly url: string;
  readonly value: T;
}

/**
 * Remembers what each device is and what it has pushed: so that another device at the same address is noticed, and a
 * restart counts nobody twice. It is only true of the address at which it was learnt.
 */
export class DeviceMemoryStore {
  readonly #db: Kysely<Schema>;
  readonly #serials = new Map<Path, Kept<string>>();
  readonly #pushes = new Map<Path, Kept<PushMemory>>();
  /** Rows for the next statement: at a start every sensor is met for the first time. */
  readonly #waiting = new Map<Path, Insertable<Schema['sensor_identity']>>();
  #next: Promise<void> | undefined;
  readonly #mutex = new Mutex();

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** @param sites default: all */
  async load(onUnreadable: OnUnreadable, sites?: readonly string[]): Promise<void> {
    const named = [...(sites ?? []), ''];
    for (const { site, sensor, url, serial } of await this.#db
      .selectFrom('sensor_identity')
      .selectAll()
      .$if(sites !== undefined, (query) => query.where('site', 'in', named))
      .execute()) {
      this.#serials.set(pathOf(site, sensor), { url, value: serial });
    }
    for (const { site, sensor, url, document } of await this.#db
      .selectFrom('push_memory')
      .selectAll()
      .$if(sites !== undefined, (query) => query.where('site', 'in', named))
      .execute()) {
      const path = pathOf(site, sensor);
      const read = readDocument(pushMemorySchema, document);
      if (read.ok) this.#pushes.set(path, { url, value: read.value });
      else onUnreadable({ what: `push memory of ${path}`, why: read.error, document });
    }
  }

  /** The serial number of the device that was found first; undefined before first contact. */
  serialOf(place: Place): string | undefined {
    return known(this.#serials, place);
  }

  /**
   * Those that are saved while a statement is under way go together with the next one.
   *
   * @param at ISO 8601 UTC
   */
  saveSerial({ site, id: sensor, url }: Place, serial: string, at: string): Promise<void> {
    const path = pathOf(site, sensor);
    this.#serials.set(path, { url, value: serial });
    this.#waiting.set(path, { site, sensor, url, serial, pinned_at: at });
    this.#next ??= this.#mutex.run(async () => {
      this.#next = undefined;
      const rows = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const some of chunk(rows, rowsAtOnce)) await this.#insert(some);
    });
    return this.#next;
  }

  async #insert(rows: readonly Insertable<Schema['sensor_identity']>[]): Promise<void> {
    await this.#db
      .insertInto('sensor_identity')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['site', 'sensor']).doUpdateSet(excluded(['url', 'serial', 'pinned_at'])),
      )
      .execute();
  }

  pushesOf(place: Place): PushMemory | undefined {
    return known(this.#pushes, place);
  }

  async savePushes({ site, id: sensor, url }: Place, memory: PushMemory): Promise<void> {
    this.#pushes.set(pathOf(site, sensor), { url, value: memory });
    const document = JSON.stringify(memory);
    await this.#db
      .insertInto('push_memory')
      .values({ site, sensor, url, document })
      .onConflict((conflict) => conflict.columns(['site', 'sensor']).doUpdateSet({ url, document }))
      .execute();
  }
}

function known<T>(kept: ReadonlyMap<Path, Kept<T>>, { site, id, url }: Place): T | undefined {
  const found = kept.get(pathOf(site, id));
  return found?.url === url ? found.value : undefined;
}
