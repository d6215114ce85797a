import type { Kysely } from 'kysely';
import type { PushSubscriptionKeys } from '#lib/contract/alert.ts';
import type { PushSubscriptionTable, Schema } from '#server/platform/database/schema.ts';

/** A browser's subscription to a site's alerts. */
export interface KeptPush extends PushSubscriptionKeys {
  readonly site: string;
  /** The user of the browser. */
  readonly userId: string;
}

/** Stores the push subscriptions. */
export class PushStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async of(site: string): Promise<KeptPush[]> {
    const rows = await this.#db
      .selectFrom('push_subscription')
      .selectAll()
      .where('site', '=', site)
      .execute();
    return rows.map(pushOf);
  }

  async all(): Promise<KeptPush[]> {
    return (await this.#db.selectFrom('push_subscription').selectAll().execute()).map(pushOf);
  }

  async add({ endpoint, keys, site, userId }: KeptPush): Promise<void> {
    const columns = { user_id: userId, p256dh: keys.p256dh, auth: keys.auth };
    await this.#db
      .insertInto('push_subscription')
      .values({ endpoint, site, ...columns })
      .onConflict((conflict) => conflict.columns(['endpoint', 'site']).doUpdateSet(columns))
      .execute();
  }

  /** @param site undefined: of every site, because the browser's subscription has ended */
  async remove(endpoint: string, site?: string): Promise<void> {
    let gone = this.#db.deleteFrom('push_subscription').where('endpoint', '=', endpoint);
    if (site !== undefined) gone = gone.where('site', '=', site);
    await gone.execute();
  }
}

function pushOf({ endpoint, site, user_id, p256dh, auth }: PushSubscriptionTable): KeptPush {
  return { endpoint, site, userId: user_id, keys: { p256dh, auth } };
}
