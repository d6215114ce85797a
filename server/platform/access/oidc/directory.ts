import type { OidcSettings } from '../../config/oidc-settings.ts';
import { Rounds } from '../../rounds.ts';
import type { OidcAccount, OidcAccounts, RoleChange } from './oidc-accounts.ts';
import { type OidcClient, OidcError, type OidcIdentity } from './oidc-client.ts';
import { rolesFromClaims } from './oidc-roles.ts';

export interface DirectoryParts {
  readonly settings: OidcSettings;
  readonly client: Pick<OidcClient, 'discover' | 'refresh' | 'isReachable'>;
  readonly accounts: Pick<OidcAccounts, 'due' | 'checked' | 'setRoles' | 'signedIn'>;
  /** Epoch ms. */
  readonly now: () => number;
  /** Roles or sessions may have changed. */
  onChange(): void;
  onError(error: unknown, message: string): void;
}

/** Interval of asking, and the age from which a person is asked about again: together below five minutes. */
const everyMs = 30_000;
const dueMs = 4 * 60_000;
/** While the provider is away people stay signed in for so long. */
const graceMs = 60 * 60_000;
const atOnce = 4;

/** Keeps the roles of the provider's people as the provider has them: who leaves a group loses its role within five minutes. */
export class Directory {
  readonly #parts: DirectoryParts;
  readonly #listeners = new Set<(change: RoleChange) => Promise<void>>();
  readonly #rounds = new Rounds(() => this.checkDue(), everyMs);
  #wasReachable = true;

  constructor(parts: DirectoryParts) {
    this.#parts = parts;
  }

  /** Calls back after a role was given or taken. */
  onRoles(listener: (change: RoleChange) => Promise<void>): void {
    this.#listeners.add(listener);
  }

  /** Asks the provider in the background: a start does not wait for it. */
  start(): void {
    void this.#rounds.run();
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /**
   * A person has come back from the provider.
   *
   * @returns the user's id; undefined for somebody to whom no rule gives a role
   */
  async signedIn(identity: OidcIdentity): Promise<string | undefined> {
    const { accounts, settings, now, onChange } = this.#parts;
    const roles = rolesFromClaims(identity.claims, settings.rules);
    const userId = await accounts.signedIn(identity, now());
    await this.#notify(await accounts.setRoles(userId, roles));
    onChange();
    return roles === undefined ? undefined : userId;
  }

  /** Asks about everybody who is due. Never throws. */
  async checkDue(): Promise<void> {
    const { accounts, now, onError } = this.#parts;
    try {
      const isAway = !(await this.#findProvider());
      const due = await accounts.due(now() - (isAway ? graceMs : dueMs));
      for (let at = 0; at < due.length; at += atOnce) {
        const some = due.slice(at, at + atOnce);
        await Promise.all(some.map((account) => (isAway ? this.#end(account) : this.#check(account))));
      }
    } catch (error) {
      onError(error, 'people cannot be looked up at the provider; it is tried again');
    }
  }

  async #findProvider(): Promise<boolean> {
    const { client, onError } = this.#parts;
    try {
      if (!client.isReachable) await client.discover();
      this.#wasReachable = true;
    } catch (error) {
      if (this.#wasReachable) {
        onError(error, 'the provider of OIDC_ISSUER cannot be reached; it is tried again');
      }
      this.#wasReachable = false;
    }
    return this.#wasReachable;
  }

  async #check(account: OidcAccount): Promise<void> {
    const { client, accounts, settings, now, onChange, onError } = this.#parts;
    try {
      const identity = await client.refresh(account.subject, account.tokens);
      const tokens = identity === 'gone' ? undefined : identity.tokens;
      await accounts.checked(account, tokens, now());
      const roles = identity === 'gone' ? undefined : rolesFromClaims(identity.claims, settings.rules);
      await this.#notify(await accounts.setRoles(account.userId, roles));
      onChange();
    } catch (error) {
      if (!(error instanceof OidcError)) throw error;
      onError(error, 'a person cannot be looked up at the provider; it is tried again');
      if (now() - account.checkedMs >= graceMs) await this.#end(account);
    }
  }

  /** Nobody has vouched for them for too long. */
  async #end({ userId }: OidcAccount): Promise<void> {
    const { accounts, onChange } = this.#parts;
    await this.#notify(await accounts.setRoles(userId, undefined));
    onChange();
  }

  async #notify(change: RoleChange | undefined): Promise<void> {
    if (change === undefined) return;
    for (const listener of this.#listeners) await listener(change);
  }
}
