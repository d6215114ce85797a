import { type Kysely, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../database/schema.ts';
import { StorageError } from '../database/storage-error.ts';

/** How long a silent sidecar counts as alive, by the database's clock. */
export const leaseMs = 5000;
/** Changes of homes are read again for so long: a transaction may end after a later one. */
const overlapMs = 10_000;

const cardSchema = z.object({
  /** The addresses by which others reach it. */
  at: z.object({
    machine: z.string(),
    local: z.string().exactOptional(),
    network: z.string().exactOptional(),
  }),
  /** SHA-256 of its certificate, `AB:CD:…`; absent where it serves HTTP. */
  certificate: z.string().exactOptional(),
  version: z.string(),
  /** Its share of the sites; 0: it runs none. */
  weight: z.number(),
  /** Somebody has taken it out of those that run sites: the share that it has otherwise. */
  drained: z.object({ weight: z.number() }).exactOptional(),
  installation: z.object({
    /** Shows whether two have the same `DOORLIGHT_SECRET`, without revealing it. */
    secret: z.string(),
    /** Shows whether two have the same configuration file; absent without one. */
    file: z.string().exactOptional(),
  }),
});

/** What a sidecar publishes about itself. */
export type SidecarCard = z.infer<typeof cardSchema>;

export interface LivingSidecar extends SidecarCard {
  readonly id: string;
  /** Epoch ms of the database. */
  readonly sinceMs: number;
}

/** The sidecars at one moment. */
export interface ClusterView {
  /** False: the others believe this sidecar dead, and may have taken its sites over. */
  readonly isMember: boolean;
  /** Those with a valid lease, this one among them. */
  readonly sidecars: readonly LivingSidecar[];
  /** Whether the lease of one has expired that is still in the table. */
  readonly hasDead: boolean;
  /** The clock of the database, epoch ms. */
  readonly nowMs: number;
}

export interface SiteHome {
  readonly site: string;
  /** Undefined: it was released. */
  readonly sidecar: string | undefined;
  readonly epoch: number;
}

export interface AcquiredSite {
  readonly site: string;
  readonly epoch: number;
  /** What the home before handed over; undefined where it died, or there was none. */
  readonly handedOver: string | undefined;
}

/** This sidecar's lease was taken away: it may save nothing. */
export class NotMemberError extends Error {
  override readonly name = 'NotMemberError';

  constructor() {
    super('this sidecar was silent for too long: others have taken its sites over');
  }
}

/** Which sidecars are alive, and which one is the home of each site: the database is the only authority. */
export class ClusterStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Begins a lease. @param id different for each start */
  async join(id: string, card: SidecarCard): Promise<void> {
    await sql`
      insert into sidecar (id, document, since, ends_at)
      values (${id}, ${JSON.stringify(card)}, clock_timestamp(), clock_timestamp() + ${inMs(leaseMs)})
    `.execute(this.#db);
  }

  /** Renews the lease, unless it was taken away, and reads those of all others: one statement. */
  async renew(id: string): Promise<ClusterView> {
    const { rows } = await sql<ViewRow>`
      with renewed as (
        update sidecar set ends_at = clock_timestamp() + ${inMs(leaseMs)} where id = ${id} returning id
      )
      select sidecar.id, document, extract(epoch from since) * 1000 as since_ms,
        case when sidecar.id = ${id} then exists (select 1 from renewed)
          else ends_at >= clock_timestamp() end as is_living,
        extract(epoch from clock_timestamp()) * 1000 as now_ms
      from sidecar
    `.execute(this.#db);
    const living = rows.filter(({ is_living }) => is_living);
    return {
      isMember: living.some((row) => row.id === id),
      hasDead: rows.some((row) => row.id !== id && !row.is_living),
      nowMs: Number(rows[0]?.now_ms ?? 0),
      sidecars: living.map((row) => ({
        ...cardSchema.parse(JSON.parse(row.document)),
        id: row.id,
        sinceMs: Math.round(Number(row.since_ms)),
      })),
    };
  }

  /**
   * Removes the rows of expired leases. Transactions in which these sidecars are saving are waited for, and after that
   * they can save nothing: every transaction that saves holds its sidecar's row.
   */
  async buryDead(): Promise<void> {
    await sql`delete from sidecar where ends_at < clock_timestamp()`.execute(this.#db);
  }

  /** Publishes something else about itself. */
  async update(id: string, card: SidecarCard): Promise<void> {
    await sql`update sidecar set document = ${JSON.stringify(card)} where id = ${id}`.execute(this.#db);
  }

  /**
   * Takes a living sidecar out of those that run sites, or back in. It is kept in its row: another start is another row.
   *
   * @returns `last` where no other one would run them
   */
  async drain(id: string, isDrained: boolean): Promise<'done' | 'unknown' | 'last'> {
    return this.#db.transaction().execute(async (db) => {
      // Locked, so that two that are drained at the same moment are not the last two. Saving goes on meanwhile.
      const { rows } = await sql<{ id: string; document: string }>`
        select id, document from sidecar where ends_at >= clock_timestamp() order by id for no key update
      `.execute(db);
      const cards = rows.map((row) => ({ ...cardSchema.parse(JSON.parse(row.document)), id: row.id }));
      const card = cards.find((each) => each.id === id);
      if (card === undefined) return 'unknown';
      const isLast = !cards.some((each) => each.id !== id && each.weight > 0);
      if (isDrained && card.weight > 0 && isLast) return 'last';
      const weight = card.drained?.weight ?? card.weight;
      const change = isDrained ? { weight: 0, drained: { weight } } : { weight };
      await sql`
        update sidecar set document = (document::jsonb - 'drained' || ${JSON.stringify(change)}::jsonb)::text
        where id = ${id}
      `.execute(db);
      return 'done';
    });
  }

  /** Ends the lease; sites that are still at home there are free. */
  async leave(id: string): Promise<void> {
    await sql`delete from sidecar where id = ${id}`.execute(this.#db);
  }

  /**
   * The homes that have changed since a moment; all of them without one.
   *
   * @param sinceMs `nowMs` of the look before (epoch ms of the database)
   */
  async homes(sinceMs?: number): Promise<SiteHome[]> {
    const rows = await this.#db
      .selectFrom('site_home')
      .select(['site', 'sidecar', 'epoch'])
      .$if(sinceMs !== undefined, (query) =>
        query.where('changed_at', '>', new Date((sinceMs ?? 0) - overlapMs)),
      )
      .execute();
    return rows.map(({ site, sidecar, epoch }) => ({ site, sidecar: sidecar ?? undefined, epoch }));
  }

  /**
   * Becomes the home of those sites that have none: they never had one, were released, or the lease of their home was
   * removed.
   *
   * @throws {NotMemberError} when the lease of this sidecar was taken away
   */
  async acquire(id: string, sites: readonly string[]): Promise<AcquiredSite[]> {
    return this.#db.transaction().execute(async (db) => {
      await requireMember(db, id);
      const { rows } = await sql<{ site: string; epoch: number; handed_over: string | null }>`
        insert into site_home as home (site, sidecar, epoch)
        select site, ${id}, 1 from unnest(${[...sites]}::text[]) as site
        on conflict (site) do update set sidecar = excluded.sidecar, epoch = home.epoch + 1,
          changed_at = clock_timestamp()
        where home.sidecar is null or home.sidecar = excluded.sidecar or not exists (select 1 from sidecar where sidecar.id = home.sidecar)
        returning site, epoch, handed_over
      `.execute(db);
      return rows.map(({ site, epoch, handed_over }) => ({
        site,
        epoch,
        handedOver: handed_over ?? undefined,
      }));
    });
  }

  /** Sites run here with what was handed over, which is outdated from now on. */
  async begun(id: string, sites: readonly string[]): Promise<void> {
    await sql`
      update site_home set handed_over = null
      where sidecar = ${id} and handed_over is not null and site = any(${[...sites]}::text[])
    `.execute(this.#db);
  }

  /** Releases sites that are at home here, each with what the next home has to know besides what is saved. */
  async release(id: string, sites: ReadonlyMap<string, string>): Promise<void> {
    await sql`
      update site_home as home set sidecar = null, handed_over = given.handed_over, changed_at = clock_timestamp()
      from unnest(${[...sites.keys()]}::text[], ${[...sites.values()]}::text[]) as given (site, handed_over)
      where home.site = given.site and home.sidecar = ${id}
    `.execute(this.#db);
  }
}

interface ViewRow {
  readonly id: string;
  readonly document: string;
  readonly since_ms: string | number;
  readonly is_living: boolean;
  readonly now_ms: string | number;
}

/**
 * The fence: locks until the transaction ends that this sidecar lives, and is the home of these sites. Whoever takes a site over
 * deletes or changes one of these rows first, and waits for the transactions that hold it. The locks conflict with that only, not
 * with renewals and what is handed over (that is why `site_home` has a unique index on both columns).
 *
 * @returns those of the sites whose home it is
 * @throws {NotMemberError} when the lease of this sidecar was taken away
 */
export async function requireHome(
  transaction: Kysely<Schema>,
  id: string,
  sites: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const { rows } = await homesAt(id, sites).execute(transaction);
  if (rows.length === 0) await requireMember(transaction, id);
  return new Set(rows.map(({ site }) => site));
}

/** The fence as a query, for a statement that saves as well. */
export function homesAt(id: string, sites: ReadonlySet<string>): RawBuilder<{ site: string }> {
  return sql<{ site: string }>`
    select home.site from site_home as home join sidecar on sidecar.id = home.sidecar
    where sidecar.id = ${id} and home.site = any(${[...sites]}::text[])
    for key share of home, sidecar`;
}

/**
 * The fence of this sidecar, for what is written beside the zones.
 *
 * @returns those of the sites that are at home here, and stay so until the transaction ends
 */
export type Fence = (transaction: Kysely<Schema>, sites: ReadonlySet<string>) => Promise<ReadonlySet<string>>;

/** The fence of one among several. @param id of the sidecar */
export function fenceOf(id: string): Fence {
  return (transaction, sites) =>
    requireHome(transaction, id, sites).catch((error: unknown) => {
      if (error instanceof NotMemberError) return new Set<string>();
      throw error;
    });
}

/**
 * @param fence without one, every site is at home here
 * @throws {StorageError} when a site is not at home here: nothing of it may be written
 */
export async function requireSite(
  fence: Fence | undefined,
  transaction: Kysely<Schema>,
  site: string,
): Promise<void> {
  if (fence === undefined || (await fence(transaction, new Set([site]))).has(site)) return;
  throw new StorageError('Another sidecar runs this site by now. Nothing was done: try again.', 'NOT_HOME');
}

/** @throws {NotMemberError} when the lease of this sidecar was taken away */
export async function requireMember(transaction: Kysely<Schema>, id: string): Promise<void> {
  const row = await transaction
    .selectFrom('sidecar')
    .select('id')
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst();
  if (row === undefined) throw new NotMemberError();
}

function inMs(ms: number) {
  return sql`${`${ms} milliseconds`}::interval`;
}
