import * as oidc from 'openid-client';
import type { OidcSettings } from '../../config/oidc-settings.ts';
import { SingleRun } from '../../rounds.ts';

/** What a browser carries from the start of a sign-in to its end. */
export interface OidcAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** The page to return to. */
  readonly next: string;
}

/** Tokens of a person. */
export interface OidcTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly idToken?: string;
}

/** A person as the provider knows them. */
export interface OidcIdentity {
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly tokens: OidcTokens;
}

export type OidcProblem = 'unreachable' | 'denied' | 'failed';

/** The provider, or its answer, is not as it should be. */
export class OidcError extends Error {
  readonly problem: OidcProblem;

  constructor(problem: OidcProblem, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.problem = problem;
  }
}

const timeoutS = 5;
const usualScopes = ['openid', 'profile', 'email', 'offline_access'];
const scopes = [...usualScopes, 'groups'];

/** Speaks OpenID Connect with the company's provider: authorization code with PKCE, nonce and signed tokens. */
export class OidcClient {
  readonly #settings: OidcSettings;
  #known: oidc.Configuration | undefined;
  readonly #asking = new SingleRun(() => this.#discover());

  constructor(settings: OidcSettings) {
    this.#settings = settings;
  }

  /** Whether the provider answered last time. */
  get isReachable(): boolean {
    return this.#known !== undefined;
  }

  /**
   * Asks the provider how it is to be used, and for its present keys.
   *
   * @throws {OidcError} `unreachable`
   */
  async discover(): Promise<void> {
    this.#known = undefined;
    await this.#configuration();
  }

  /** Where a browser goes to sign in, and what it carries. */
  async begin(
    redirectUri: string,
    next: string,
  ): Promise<{ readonly url: URL; readonly attempt: OidcAttempt }> {
    const configuration = await this.#configuration();
    const supported = configuration.serverMetadata().scopes_supported ?? usualScopes;
    const attempt = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      next,
    };
    const wanted = scopes.filter((scope) => scope === 'openid' || supported.includes(scope));
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: wanted.join(' '),
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
      state: attempt.state,
      nonce: attempt.nonce,
    });
    return { url, attempt };
  }

  /**
   * The person whom the provider has sent back.
   *
   * @param url as the browser asked for it
   * @throws {OidcError}
   */
  async finish(url: URL, { state, nonce, verifier }: OidcAttempt): Promise<OidcIdentity> {
    // Keys are rotated: one of its own knows none yet, and asks for the present ones.
    const configuration = this.#configure((await this.#configuration()).serverMetadata());
    return this.#attempt(async () => {
      const tokens = await oidc.authorizationCodeGrant(configuration, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const subject = tokens.claims()?.sub ?? '';
      return this.#identityOf(configuration, subject, tokensOf(tokens), tokens.claims());
    });
  }

  /**
   * What the provider says of a person now.
   *
   * @returns `gone` where it does not vouch for them any more
   * @throws {OidcError}
   */
  async refresh(subject: string, before: OidcTokens): Promise<OidcIdentity | 'gone'> {
    const configuration = await this.#configuration();
    return this.#attempt(async () => {
      try {
        const { refreshToken } = before;
        if (refreshToken === undefined)
          return await this.#identityOf(configuration, subject, before, undefined);
        const tokens = await oidc.refreshTokenGrant(configuration, refreshToken);
        const claims = tokens.claims();
        if (claims !== undefined && claims.sub !== subject) return 'gone';
        return await this.#identityOf(configuration, subject, { ...before, ...tokensOf(tokens) }, claims);
      } catch (error) {
        if (isRefusal(error)) return 'gone';
        throw error;
      }
    });
  }

  /** Where a browser signs out at the provider, too; undefined where it offers no such page. */
  async signOutUrl(idToken: string | undefined, returnTo: string): Promise<URL | undefined> {
    const configuration = this.#known;
    if (configuration?.serverMetadata().end_session_endpoint === undefined) return undefined;
    return oidc.buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: returnTo,
      ...(idToken !== undefined && { id_token_hint: idToken }),
    });
  }

  async #identityOf(
    configuration: oidc.Configuration,
    subject: string,
    tokens: OidcTokens,
    claims: oidc.IDToken | undefined,
  ): Promise<OidcIdentity> {
    const hasUserInfo = configuration.serverMetadata().userinfo_endpoint !== undefined;
    const info = hasUserInfo ? await oidc.fetchUserInfo(configuration, tokens.accessToken, subject) : {};
    return { subject, claims: { ...claims, ...info }, tokens };
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const problem = problemOf(error);
      if (problem === 'unreachable') this.#known = undefined;
      throw new OidcError(problem, error);
    }
  }

  async #configuration(): Promise<oidc.Configuration> {
    if (this.#known !== undefined) return this.#known;
    try {
      this.#known = await this.#asking.run();
    } catch (error) {
      throw new OidcError('unreachable', error);
    }
    return this.#known;
  }

  async #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId } = this.#settings;
    const execute = this.#isInsecure ? [oidc.allowInsecureRequests] : [];
    const options = { timeout: timeoutS, execute };
    const found = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), options);
    return this.#configure(found.serverMetadata());
  }

  /** Only at this machine; see `isIssuer`. */
  get #isInsecure(): boolean {
    return this.#settings.issuer.startsWith('http:');
  }

  #configure(metadata: oidc.ServerMetadata): oidc.Configuration {
    const { clientId, clientSecret } = this.#settings;
    const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const authentication =
      clientSecret === undefined
        ? oidc.None()
        : methods.includes('client_secret_post')
          ? oidc.ClientSecretPost(clientSecret)
          : oidc.ClientSecretBasic(clientSecret);
    const configuration = new oidc.Configuration(metadata, clientId, clientSecret, authentication);
    configuration.timeout = timeoutS;
    if (this.#isInsecure) oidc.allowInsecureRequests(configuration);
    oidc.enableNonRepudiationChecks(configuration);
    return configuration;
  }
}

function tokensOf(answer: oidc.TokenEndpointResponse): OidcTokens {
  const { access_token: accessToken, refresh_token: refreshToken, id_token: idToken } = answer;
  return {
    accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(idToken !== undefined && { idToken }),
  };
}

/** The provider answered, and refuses this person's tokens. */
function isRefusal(error: unknown): boolean {
  if (error instanceof oidc.ResponseBodyError) return error.error === 'invalid_grant';
  return error instanceof oidc.WWWAuthenticateChallengeError && error.status === 401;
}

function problemOf(error: unknown): OidcProblem {
  if (error instanceof oidc.AuthorizationResponseError) {
    return ['access_denied', 'login_required', 'consent_required'].includes(error.error)
      ? 'denied'
      : 'failed';
  }
  // A failed connection is a TypeError of fetch, a slow one a timeout.
  const cause = error instanceof oidc.ClientError ? error.cause : error;
  const isTimeout = cause instanceof Error && ['TimeoutError', 'AbortError'].includes(cause.name);
  return isTimeout || cause instanceof TypeError ? 'unreachable' : 'failed';
}
