import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { ApiKey } from '#lib/contract/api-key.ts';
import { siteRolesSchema } from '#lib/contract/person.ts';
import { type Role, roleSchema } from '#lib/contract/principal.ts';
import type { ApiKeyTable, Schema } from '#server/platform/database/schema.ts';
import { readDocument } from '#server/platform/database/stored-document.ts';

/** Stored if the roles are per site; an older version that does not know these gives no more than this. */
const roleBesideSites: Role = 'viewer';

/** The API keys of programs, by their hashes. */
export class ApiKeyStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Newest first. */
  async list(): Promise<ApiKey[]> {
    const rows = await this.#db.selectFrom('api_key').selectAll().orderBy('created_at', 'desc').execute();
    return rows.map(keyOf);
  }

  async add(key: ApiKey, hash: string): Promise<void> {
    const { id, name, role, sites, hint, createdAt, createdBy } = key;
    await this.#db
      .insertInto('api_key')
      .values({
        id,
        name,
        role: role ?? roleBesideSites,
        sites: sites === undefined ? null : JSON.stringify(sites),
        hash,
        hint,
        created_at: createdAt,
        created_by: createdBy,
      })
      .execute();
  }

  /** @returns the removed key; undefined if there was none */
  async remove(id: string): Promise<ApiKey | undefined> {
    const row = await this.#db.deleteFrom('api_key').where('id', '=', id).returningAll().executeTakeFirst();
    return row === undefined ? undefined : keyOf(row);
  }

  async find(hash: string): Promise<ApiKey | undefined> {
    const row = await this.#db.selectFrom('api_key').selectAll().where('hash', '=', hash).executeTakeFirst();
    return row === undefined ? undefined : keyOf(row);
  }
}

function keyOf({ id, name, hint, created_at, created_by, ...stored }: ApiKeyTable): ApiKey {
  const where =
    stored.sites === null ? { role: roleSchema.parse(stored.role) } : { sites: sitesOf(stored.sites) };
  return { id, name, ...where, hint, createdAt: created_at, createdBy: created_by };
}

/** A key whose sites cannot be read opens none. */
function sitesOf(document: string): z.infer<typeof siteRolesSchema> {
  const read = readDocument(siteRolesSchema, document);
  return read.ok ? read.value : {};
}
