import type { Kysely } from 'kysely';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { Schema } from '../platform/database/schema.ts';
import { type OnUnreadable, readDocument } from '../platform/database/stored-document.ts';
import { type PushMemory, pushMemorySchema } from '../sensors/push/push-memory.ts';

/** The stored push state of the device at an address. */
export interface SensorPushMemory {
  readonly site: string;
  readonly sensor: string;
  readonly url: string;
  readonly memory: PushMemory;
}

/** Stores what devices pushed, so that nobody is counted twice after a restart. */
export class PushMemoryStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async load(onUnreadable: OnUnreadable): Promise<ReadonlyMap<Path, SensorPushMemory>> {
    const rows = await this.#db.selectFrom('push_memory').selectAll().execute();
    const memories = new Map<Path, SensorPushMemory>();
    for (const { document, ...row } of rows) {
      const path = pathOf(row.site, row.sensor);
      const read = readDocument(pushMemorySchema, document);
      if (read.ok) memories.set(path, { ...row, memory: read.value });
      else onUnreadable({ what: `push memory of ${path}`, why: read.error, document });
    }
    return memories;
  }

  async save({ memory, ...sensor }: SensorPushMemory): Promise<void> {
    const document = JSON.stringify(memory);
    await this.#db
      .insertInto('push_memory')
      .values({ ...sensor, document })
      .onConflict((conflict) =>
        conflict.columns(['site', 'sensor']).doUpdateSet({ url: sensor.url, document }),
      )
      .execute();
  }
}
