import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { usernameSchema } from '#lib/contract/person.ts';
import type { Auth } from '../auth.ts';
import { type Roles, rolesToStore, storedRoles } from '../roles.ts';
import type { OidcIdentity, OidcTokens } from './oidc-client.ts';

/** A person who has signed in at the company's provider. */
export interface OidcAccount {
  readonly id: string;
  readonly userId: string;
  readonly subject: string;
  readonly tokens: OidcTokens;
  /** When the provider was asked last. */
  readonly checkedMs: number;
}

interface AccountRow {
  readonly id: string;
  readonly userId: string;
  readonly accountId: string;
  readonly accessToken?: string | null;
  readonly refreshToken?: string | null;
  readonly idToken?: string | null;
  readonly updatedAt: Date | string;
}

interface UserRow {
  readonly id: string;
  readonly username?: string | null;
  readonly role?: string | null;
  readonly sites?: string | null;
}

const limit = 100_000;
/** Somebody without any role: of no site. */
const noRole = { role: 'viewer', sites: '{}' };

export interface RoleChange {
  readonly username: string;
  readonly from: Roles;
  readonly to: Roles;
}

/** The people of the company's provider, among the users. Their tokens are stored encrypted. */
export class OidcAccounts {
  readonly #auth: Auth;
  readonly #secret: string;
  readonly #provider: string;

  constructor(auth: Auth, secret: string, issuer: string) {
    this.#auth = auth;
    this.#secret = secret;
    this.#provider = `oidc ${issuer}`;
  }

  /** The user of an identity, created at the first sign-in. */
  async signedIn({ subject, claims, tokens }: OidcIdentity, nowMs: number): Promise<string> {
    const { adapter, internalAdapter } = await this.#auth.$context;
    const known = await this.#find('accountId', subject);
    const name = textOf(claims.name) ?? textOf(claims.preferred_username) ?? textOf(claims.email) ?? subject;
    const kept = { ...(await this.#encrypted(tokens)), updatedAt: new Date(nowMs) };
    if (known !== undefined) {
      await adapter.update({ model: 'account', where: [{ field: 'id', value: known.id }], update: kept });
      await internalAdapter.updateUser(known.userId, { name: name.slice(0, 60) });
      return known.userId;
    }
    const username = await this.#freeUsername(claims, subject);
    const { id } = await internalAdapter.createUser({
      ...{ username, name: name.slice(0, 60), ...noRole },
      // Unique, and no address that mail could reach.
      email: `${username}@doorlight.invalid`,
      emailVerified: true,
    });
    await internalAdapter.linkAccount({
      ...{ userId: id, accountId: subject, providerId: this.#provider },
      ...kept,
    });
    return id;
  }

  /** Those whom the provider was not asked about since a moment. */
  async due(beforeMs: number): Promise<OidcAccount[]> {
    const { adapter } = await this.#auth.$context;
    const where = [{ field: 'providerId', value: this.#provider }];
    const rows = await adapter.findMany<AccountRow>({ model: 'account', where, limit });
    const due = rows.filter(({ updatedAt, accessToken }) => {
      return typeof accessToken === 'string' && new Date(updatedAt).getTime() <= beforeMs;
    });
    return Promise.all(due.map((row) => this.#accountOf(row)));
  }

  /** Replaces tokens; where somebody has signed in again meanwhile, theirs stay. Without tokens nothing is asked again. */
  async checked(account: OidcAccount, tokens: OidcTokens | undefined, nowMs: number): Promise<void> {
    const { adapter } = await this.#auth.$context;
    const now = await this.#find('userId', account.userId);
    if (now === undefined || new Date(now.updatedAt).getTime() !== account.checkedMs) return;
    const kept =
      tokens === undefined
        ? { accessToken: null, refreshToken: null, idToken: null }
        : await this.#encrypted(tokens);
    await adapter.update({
      model: 'account',
      where: [{ field: 'id', value: account.id }],
      update: { ...kept, updatedAt: new Date(nowMs) },
    });
  }

  /** The token that signs a user out at the provider; undefined for somebody who is not of it. */
  async idToken(userId: string): Promise<{ readonly token: string | undefined } | undefined> {
    const row = await this.#find('userId', userId);
    return row === undefined ? undefined : { token: (await this.#accountOf(row)).tokens.idToken };
  }

  /**
   * Gives a user a role, or takes every role and all sessions.
   *
   * @returns the change; undefined where nothing has changed
   */
  async setRoles(userId: string, roles: Roles | undefined): Promise<RoleChange | undefined> {
    const { adapter, internalAdapter } = await this.#auth.$context;
    const where = [{ field: 'id', value: userId }];
    const user = await adapter.findOne<UserRow>({ model: 'user', where });
    if (user === null) return undefined;
    if (roles === undefined) await internalAdapter.deleteUserSessions(userId);
    const from = storedRoles(user.role, user.sites);
    const to = roles ?? storedRoles(noRole.role, noRole.sites);
    if (JSON.stringify(from) === JSON.stringify(to)) return undefined;
    await internalAdapter.updateUser(userId, rolesToStore(to));
    return { username: user.username ?? userId, from, to };
  }

  async #find(field: 'accountId' | 'userId', value: string): Promise<AccountRow | undefined> {
    const { adapter } = await this.#auth.$context;
    const where = [
      { field: 'providerId', value: this.#provider },
      { field, value },
    ];
    return (await adapter.findOne<AccountRow>({ model: 'account', where })) ?? undefined;
  }

  /** Never the name of somebody else: an account with a password is not taken over by its name. */
  async #freeUsername(claims: OidcIdentity['claims'], subject: string): Promise<string> {
    const { adapter } = await this.#auth.$context;
    const wanted = textOf(claims.preferred_username) ?? textOf(claims.email) ?? subject;
    const plain = wanted
      .split('@')[0]
      ?.toLowerCase()
      .replaceAll(/[^a-z0-9._-]/g, '-')
      .slice(0, 24);
    const base =
      plain !== undefined && usernameSchema.safeParse(plain).success ? plain : `user-${plain}`.slice(0, 24);
    for (let number = 1; ; number++) {
      const username = number === 1 ? base : `${base}-${number}`;
      const where = [{ field: 'username', value: username }];
      if (username !== 'admin' && (await adapter.findOne({ model: 'user', where })) === null) return username;
    }
  }

  async #encrypted({ accessToken, refreshToken, idToken }: OidcTokens) {
    const encrypt = async (data: string | undefined) =>
      data === undefined ? null : await symmetricEncrypt({ key: this.#secret, data });
    return {
      accessToken: await encrypt(accessToken),
      refreshToken: await encrypt(refreshToken),
      idToken: await encrypt(idToken),
    };
  }

  async #accountOf(row: AccountRow): Promise<OidcAccount> {
    // After a change of the secret nothing can be read: the provider then vouches for nobody.
    const decrypt = async (data: string | null | undefined) =>
      typeof data === 'string'
        ? await symmetricDecrypt({ key: this.#secret, data }).catch(() => undefined)
        : undefined;
    const [refreshToken, idToken] = [await decrypt(row.refreshToken), await decrypt(row.idToken)];
    return {
      ...{ id: row.id, userId: row.userId, subject: row.accountId },
      tokens: {
        accessToken: (await decrypt(row.accessToken)) ?? '',
        ...(refreshToken !== undefined && { refreshToken }),
        ...(idToken !== undefined && { idToken }),
      },
      checkedMs: new Date(row.updatedAt).getTime(),
    };
  }
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim.trim() !== '' ? claim.trim() : undefined;
}
