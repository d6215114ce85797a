import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyPluginAsync } from 'fastify';
import { basePath } from '#lib/base-path.ts';
import type { OidcSettings } from '../../config/oidc-settings.ts';
import type { Auth } from '../auth.ts';
import { Directory } from './directory.ts';
import { OidcAccounts } from './oidc-accounts.ts';
import { OidcClient } from './oidc-client.ts';
import { oidcRoutes } from './oidc-routes.ts';

export interface OpenDirectoryOptions {
  readonly auth: Auth;
  readonly settings: OidcSettings;
  readonly secret: string;
  readonly isSecure: boolean;
  ownOrigin(headers: IncomingHttpHeaders): string;
  onChange(): void;
  onError(error: unknown, message: string): void;
}

/** The company's own sign-in: its people, and its routes. Nothing is asked of the provider yet. */
export function openDirectory(options: OpenDirectoryOptions): {
  readonly directory: Directory;
  readonly routes: FastifyPluginAsync;
  isReachable(): boolean;
  signOutUrl(userId: string, ownUrl: string): Promise<string | undefined>;
} {
  const { auth, settings, secret, isSecure, ownOrigin, onChange, onError } = options;
  const client = new OidcClient(settings);
  const accounts = new OidcAccounts(auth, secret, settings.issuer);
  const directory = new Directory({ settings, client, accounts, now: () => Date.now(), onChange, onError });
  return {
    directory,
    routes: oidcRoutes({
      ...{ client, directory, secret, isSecure },
      ownUrl: (request) => `${ownOrigin(request.headers)}${basePath}`,
      openSession: async (userId, headers) => {
        const answer = await auth.api.openSession({ body: { userId }, headers, asResponse: true });
        if (!answer.ok) throw new Error(`The session cannot be opened: ${await answer.text()}`);
        onChange();
        return answer.headers.getSetCookie();
      },
      onError: (error) => onError(error, 'somebody could not be signed in at the provider'),
    }),
    isReachable: () => client.isReachable,
    signOutUrl: async (userId, ownUrl) => {
      const known = await accounts.idToken(userId);
      if (known === undefined) return undefined;
      return (await client.signOutUrl(known.token, `${ownUrl}/sign-in`))?.href;
    },
  };
}
