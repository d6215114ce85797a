import { generateKeyPair } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { promisify } from 'node:util';
import Provider from 'oidc-provider';
import { freePort } from './free-port.ts';

export const companyClient = { id: 'doorlight', secret: 'a secret of the client' };

/** A real OpenID Connect provider on loopback, with its own pages for signing in. Any password is right. */
export class CompanyProvider {
  readonly issuer: string;
  /** The groups of each person; somebody who is not named does not exist. */
  readonly groups = new Map<string, readonly string[]>();
  readonly #redirects: readonly string[];
  #server: Server | undefined;

  private constructor(issuer: string, redirects: readonly string[]) {
    this.issuer = issuer;
    this.#redirects = redirects;
  }

  /** @param appUrl origin and base path of the Doorlight that uses it */
  static async start(appUrl: string): Promise<CompanyProvider> {
    const provider = new CompanyProvider(`http://127.0.0.1:${await freePort()}`, [appUrl]);
    await provider.open();
    return provider;
  }

  /** Listens; a second time with other keys, and without what it knew of sessions. */
  async open(): Promise<void> {
    const [app = ''] = this.#redirects;
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: companyClient.id,
          client_secret: companyClient.secret,
          redirect_uris: [`${app}/sign-in/oidc/callback`],
          post_logout_redirect_uris: [`${app}/sign-in`],
          grant_types: ['authorization_code', 'refresh_token'],
          response_types: ['code'],
        },
      ],
      claims: { openid: ['sub'], profile: ['name', 'preferred_username'], groups: ['groups'] },
      scopes: ['openid', 'profile', 'offline_access', 'groups'],
      cookies: { keys: ['of this test'] },
      jwks: {
        keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: `${Date.now()}` }],
      },
      pkce: { required: () => true },
      issueRefreshToken: async () => true,
      features: { devInteractions: { enabled: true } },
      findAccount: async (_context, accountId) => {
        const groups = this.groups.get(accountId);
        if (groups === undefined) return undefined;
        const claims = { sub: accountId, name: `${accountId} Muster`, preferred_username: accountId, groups };
        return { accountId, claims: async () => ({ ...claims, groups: [...groups] }) };
      },
    });
    this.#server = provider.listen(Number(new URL(this.issuer).port), '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
}
