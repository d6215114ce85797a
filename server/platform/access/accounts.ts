import { Mutex } from '../mutex.ts';
import { type Expectation, expectsAnything, revisionOf } from '../revision.ts';
import type { Auth } from './auth.ts';
import { type Roles, rolesToStore, storedRoles } from './roles.ts';

/** A user account, as sign-in stores it. */
export interface Account {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: Roles;
  readonly hasPassword: boolean;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  /** Revision of the name and the roles. */
  readonly revision: string;
}

export type AccountChange = 'done' | 'not-found' | 'changed-meanwhile' | 'last-administrator';

/** The library returns 100 rows by default. */
const limit = 100_000;
const credential = 'credential';

interface SessionRow {
  readonly id: string;
  readonly userAgent?: string | null;
  readonly tablet?: string | null;
  readonly createdAt: Date | string;
  readonly updatedAt: Date | string;
  readonly expiresAt: Date | string;
}

interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly username?: string | null;
  readonly role?: string | null;
  readonly sites?: string | null;
  readonly createdAt: Date | string;
}

/** The user accounts. Changes are made one after another, so that the last administrator stays. */
export class Accounts {
  readonly #auth: Auth;
  readonly #onChange: () => void;
  readonly #mutex = new Mutex();

  /** @param onChange called when an account, or who is signed in, may have changed */
  constructor(auth: Auth, onChange: () => void) {
    this.#auth = auth;
    this.#onChange = onChange;
  }

  /** By name. */
  async list(): Promise<Account[]> {
    const { adapter } = await this.#auth.$context;
    const [users, credentials] = await Promise.all([
      adapter.findMany<UserRow>({ model: 'user', limit }),
      adapter.findMany<{ userId: string; password?: string | null }>({
        model: 'account',
        where: [{ field: 'providerId', value: credential }],
        limit,
      }),
    ]);
    const withPassword = new Set(
      credentials.filter(({ password }) => typeof password === 'string').map(({ userId }) => userId),
    );
    return users
      .map((user) => accountOf(user, withPassword.has(user.id)))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }

  async find(id: string): Promise<Account | undefined> {
    return (await this.list()).find((account) => account.id === id);
  }

  /** What people are called, by their user names; those without an account are left out. */
  async names(usernames: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { adapter } = await this.#auth.$context;
    const where = { field: 'username', operator: 'in' as const, value: [...usernames] };
    const users =
      usernames.length === 0 ? [] : await adapter.findMany<UserRow>({ model: 'user', where: [where], limit });
    return new Map(users.map(({ username, name }) => [username ?? name, name]));
  }

  /** @returns the new account, or `taken` if the user name exists */
  add(person: {
    readonly username: string;
    readonly name: string;
    readonly roles: Roles;
    readonly password?: string;
  }): Promise<Account | 'taken'> {
    return this.#mutex.run(async () => {
      const { username, name, roles, password } = person;
      if ((await this.list()).some((account) => account.username === username)) return 'taken';
      const { internalAdapter } = await this.#auth.$context;
      const { id } = await internalAdapter.createUser({
        username,
        name,
        // Users have no e-mail address; the field must be filled and unique.
        email: `${username}@doorlight.invalid`,
        emailVerified: true,
        ...rolesToStore(roles),
      });
      if (password !== undefined) await this.#storePassword(id, password);
      const made = await this.find(id);
      if (made === undefined) throw new Error(`no account ${username} after it was made`);
      return made;
    });
  }

  /** @param expects the expected name and roles before the change */
  change(
    id: string,
    { name, roles }: { readonly name?: string; readonly roles?: Roles },
    expects: Expectation = expectsAnything,
  ) {
    return this.#mutex.run(async (): Promise<AccountChange> => {
      const accounts = await this.list();
      const account = accounts.find((other) => other.id === id);
      if (account === undefined) return 'not-found';
      if (!expects(account.revision)) return 'changed-meanwhile';
      if (roles !== undefined && roles.role !== 'administrator' && isLast(account, accounts)) {
        return 'last-administrator';
      }
      const { internalAdapter } = await this.#auth.$context;
      await internalAdapter.updateUser(id, {
        ...(name === undefined ? {} : { name }),
        ...(roles === undefined ? {} : rolesToStore(roles)),
      });
      this.#onChange();
      return 'done';
    });
  }

  remove(id: string): Promise<AccountChange> {
    return this.#mutex.run(async () => {
      const accounts = await this.list();
      const account = accounts.find((other) => other.id === id);
      if (account === undefined) return 'not-found';
      if (isLast(account, accounts)) return 'last-administrator';
      const { internalAdapter } = await this.#auth.$context;
      await internalAdapter.deleteUser(id);
      this.#onChange();
      return 'done';
    });
  }

  /**
   * Sets a password; the person's sessions end.
   *
   * @param keepSession the session that continues: that of a person who sets their own password
   */
  setPassword(id: string, password: string, keepSession?: string): Promise<void> {
    return this.#mutex.run(async () => {
      await this.#storePassword(id, password);
      await this.#endSessions(id, keepSession);
    });
  }

  /** Whether this is the person's password; undefined where they have none. */
  async isPassword(id: string, password: string): Promise<boolean | undefined> {
    const { internalAdapter } = await this.#auth.$context;
    const kept = (await internalAdapter.findAccounts(id)).find(({ providerId }) => providerId === credential);
    return typeof kept?.password === 'string' ? this.verify(kept.password, password) : undefined;
  }

  /** Where a person is signed in, the last used first; what a PIN opened on a shared tablet is not theirs alone. */
  async sessions(id: string): Promise<SessionRow[]> {
    const { adapter } = await this.#auth.$context;
    const where = [{ field: 'userId', value: id }];
    const rows = await adapter.findMany<SessionRow>({ model: 'session', where, limit });
    return rows
      .filter(
        ({ tablet, expiresAt }) => typeof tablet !== 'string' && new Date(expiresAt).getTime() > Date.now(),
      )
      .toSorted((a, b) => new Date(b.updatedAt).getTime() - new Date(a.updatedAt).getTime());
  }

  /** @returns whether the person had such a session */
  async endSession(id: string, session: string): Promise<boolean> {
    if (!(await this.sessions(id)).some((each) => each.id === session)) return false;
    const { adapter } = await this.#auth.$context;
    await adapter.deleteMany({ model: 'session', where: [{ field: 'id', value: session }] });
    this.#onChange();
    return true;
  }

  /** Signs a person out everywhere. */
  signOut(id: string): Promise<void> {
    return this.#endSessions(id, undefined);
  }

  /** Ends sessions that PINs have opened on a tablet. */
  async endTabletSessions(tablet: string): Promise<void> {
    const { adapter } = await this.#auth.$context;
    await adapter.deleteMany({ model: 'session', where: [{ field: 'tablet', value: tablet }] });
    this.#onChange();
  }

  async hash(secret: string): Promise<string> {
    return (await this.#auth.$context).password.hash(secret);
  }

  async verify(hash: string, secret: string): Promise<boolean> {
    return (await this.#auth.$context).password.verify({ hash, password: secret });
  }

  async #storePassword(userId: string, password: string): Promise<void> {
    const { internalAdapter } = await this.#auth.$context;
    const hash = await this.hash(password);
    const accounts = await internalAdapter.findAccounts(userId);
    if (accounts.some(({ providerId }) => providerId === credential)) {
      await internalAdapter.updatePassword(userId, hash);
    } else {
      await internalAdapter.linkAccount({
        userId,
        accountId: userId,
        providerId: credential,
        password: hash,
      });
    }
  }

  async #endSessions(userId: string, keep: string | undefined): Promise<void> {
    const { adapter } = await this.#auth.$context;
    await adapter.deleteMany({
      model: 'session',
      where: [
        { field: 'userId', value: userId },
        ...(keep === undefined ? [] : [{ field: 'id', value: keep, operator: 'ne' as const }]),
      ],
    });
    this.#onChange();
  }
}

/** Whether this is the last administrator. An account without password cannot sign in again. */
function isLast(account: Account, accounts: readonly Account[]): boolean {
  if (account.roles.role !== 'administrator') return false;
  const others = accounts.filter(({ id, roles }) => id !== account.id && roles.role === 'administrator');
  return !others.some(({ hasPassword }) => hasPassword || !account.hasPassword);
}

function accountOf(user: UserRow, hasPassword: boolean): Account {
  const roles = storedRoles(user.role, user.sites);
  return {
    id: user.id,
    username: user.username ?? user.name,
    name: user.name,
    roles,
    revision: revisionOf([user.name, roles]),
    hasPassword,
    createdAt: new Date(user.createdAt).toISOString(),
  };
}
