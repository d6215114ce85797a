import type { Kysely } from 'kysely';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { Schema } from '../platform/database/schema.ts';

/** Which device a sensor was at first contact. */
export interface SensorIdentity {
  readonly site: string;
  readonly sensor: string;
  readonly url: string;
  readonly serial: string;
}

/** Remembers the serial numbers of devices, so that another device at the same address is noticed. */
export class IdentityStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async load(): Promise<ReadonlyMap<Path, SensorIdentity>> {
    const rows = await this.#db.selectFrom('sensor_identity').selectAll().execute();
    return new Map(rows.map((row): [Path, SensorIdentity] => [pathOf(row.site, row.sensor), row]));
  }

  /** @param at ISO 8601 UTC */
  async pin(identity: SensorIdentity, at: string): Promise<void> {
    await this.#db
      .insertInto('sensor_identity')
      .values({ ...identity, pinned_at: at })
      .onConflict((conflict) =>
        conflict.columns(['site', 'sensor']).doUpdateSet({
          url: identity.url,
          serial: identity.serial,
          pinned_at: at,
        }),
      )
      .execute();
  }
}
