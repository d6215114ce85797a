import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryLimits } from '#server/platform/limits/limits.ts';
import { CompanyProvider, companyClient } from '#server/test-support/company-provider.ts';
import { freePort } from '#server/test-support/free-port.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { readEnvironment } from '../../config/environment.ts';
import type { Database } from '../../database/database.ts';
import { type Authentication, openAuthentication } from '../authentication.ts';
import { rolesInWords } from '../roles.ts';
import { rolesFromClaims } from './oidc-roles.ts';

const rules = {
  'doorlight-admins': 'administrator',
  'bern-team': { bern: 'staff' },
  west: { 'region: west': 'manager' },
};
const adminPassword = 'correct horse battery';

/** A browser without a screen: it keeps cookies, follows redirects and fills in the provider's forms. */
class Visitor {
  readonly #cookies = new Map<string, Map<string, string>>();

  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const { host } = new URL(url);
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, jar);
    const headers = new Headers(init.headers);
    headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }

  /** Signs in at the provider, and follows to where it ends at Doorlight. */
  async signIn(app: string, login: string): Promise<string> {
    let at = `${app}/sign-in/oidc?next=/console/audit`;
    for (let step = 0; step < 20; step++) {
      if (/\/interaction\/[^/]+$/.test(at)) {
        const page = await (await this.ask(at)).text();
        const isLogin = page.includes('name="login"');
        const form = new URLSearchParams(
          isLogin ? { prompt: 'login', login, password: 'x' } : { prompt: 'consent' },
        );
        const sent = await this.ask(at, { method: 'POST', body: form });
        at = new URL(sent.headers.get('location') ?? '', at).href;
        continue;
      }
      const answer = await this.ask(at);
      const location = answer.headers.get('location');
      if (location === null) throw new Error(`${at} answers ${answer.status}: ${await answer.text()}`);
      const next = new URL(location, at);
      if (next.origin === app && !next.pathname.startsWith('/sign-in/oidc'))
        return next.pathname + next.search;
      at = next.href;
    }
    throw new Error(`no end: ${at}`);
  }

  cookies(app: string): string {
    return [...(this.#cookies.get(new URL(app).host) ?? [])].map((pair) => pair.join('=')).join('; ');
  }
}

describe('the company’s own sign-in', () => {
  let app: string;
  let server: FastifyInstance;
  let kept: TestDatabase;
  let database: Database;
  let provider: CompanyProvider;
  let authentication: Authentication;
  const roles: string[] = [];

  const start = async (more: Readonly<Record<string, string>> = {}) => {
    const environment = readEnvironment({
      DATA_DIR: kept.options.dataDir,
      DATABASE_URL: kept.options.databaseUrl,
      DOORLIGHT_ADMIN_PASSWORD: adminPassword,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: companyClient.id,
      OIDC_CLIENT_SECRET: companyClient.secret,
      OIDC_NAME: 'Muster AG',
      OIDC_ROLES: JSON.stringify(rules),
      ...more,
    });
    const none = () => undefined;
    const logger = { debug: none, info: none, warn: none, error: none };
    const sites = [{ id: 'genf', tags: { region: 'west' } }];
    authentication = await openAuthentication({
      ...{ environment, database, logger, limit: memoryLimits },
      sites: () => sites,
    });
    authentication.directory?.onRoles(async ({ username, to }) => {
      roles.push(`${username}: ${rolesInWords(to)}`);
    });
    server = fastify();
    await server.register(authentication.routes);
    await server.listen({ host: '127.0.0.1', port: Number(new URL(app).port) });
  };
  const callerOf = (visitor: Visitor) => {
    authentication.forget();
    return authentication.caller({ cookie: visitor.cookies(app) });
  };
  const password = (username: string, secret: string) =>
    fetch(`${app}/api/auth/sign-in/username`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: secret }),
    });

  beforeEach(async () => {
    roles.length = 0;
    app = `http://127.0.0.1:${await freePort()}`;
    kept = await TestDatabase.create();
    database = await kept.open();
    provider = await CompanyProvider.start(app);
    provider.groups.set('mia', ['bern-team']).set('otto', ['doorlight-admins']).set('nina', ['canteen']);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await authentication.directory?.stop();
    await server.close();
    await database.close();
    await kept.remove();
    await provider.close();
  });

  it('gives the roles of the groups, and returns to the page that was asked for', async () => {
    await start();
    const [mia, otto] = [new Visitor(), new Visitor()];
    expect(await mia.signIn(app, 'mia')).toBe('/console/audit');
    expect(await callerOf(mia)).toMatchObject({ username: 'mia', sites: { bern: 'staff' } });
    expect(await otto.signIn(app, 'otto')).toBe('/console/audit');
    expect(await callerOf(otto)).toMatchObject({ username: 'otto', role: 'administrator' });
    expect(await mia.signIn(app, 'mia')).toBe('/console/audit');
    expect((await authentication.accounts.list()).map(({ username }) => username).toSorted()).toEqual([
      'admin',
      'mia',
      'otto',
    ]);
  });

  it('somebody without a group that counts, and somebody called admin, get nothing that is not theirs', async () => {
    await start();
    const nina = new Visitor();
    expect(await nina.signIn(app, 'nina')).toBe('/sign-in?problem=no-role');
    expect(await callerOf(nina)).toBeNull();
    provider.groups.set('admin', ['bern-team']);
    const impostor = new Visitor();
    await impostor.signIn(app, 'admin');
    expect(await callerOf(impostor)).toMatchObject({ username: 'admin-2', sites: { bern: 'staff' } });
  });

  it('who leaves the group loses the role and the session within five minutes; a new group holds then, too', async () => {
    await start();
    const [mia, otto] = [new Visitor(), new Visitor()];
    await mia.signIn(app, 'mia');
    await otto.signIn(app, 'otto');
    provider.groups.set('mia', []).set('otto', ['bern-team']);
    await authentication.directory?.checkDue();
    expect(await callerOf(mia)).not.toBeNull();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 4.2 * 60_000 });
    await authentication.directory?.checkDue();
    expect(await callerOf(mia)).toBeNull();
    expect(await callerOf(otto)).toMatchObject({ sites: { bern: 'staff' } });
    expect(roles.slice(0, 2)).toEqual(['mia: staff at bern', 'otto: administrator']);
    expect(roles.slice(2).toSorted()).toEqual(['mia: no role', 'otto: staff at bern']);
    // The refresh token was used once: the next round uses the new one.
    vi.setSystemTime(Date.now() + 4.2 * 60_000);
    await authentication.directory?.checkDue();
    expect(await callerOf(otto)).not.toBeNull();
  });

  it('who was removed at the provider is signed out; while it is away people stay for an hour', async () => {
    await start();
    const [mia, otto] = [new Visitor(), new Visitor()];
    await mia.signIn(app, 'mia');
    await otto.signIn(app, 'otto');
    provider.groups.delete('mia');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 4.2 * 60_000 });
    await authentication.directory?.checkDue();
    expect(await callerOf(mia)).toBeNull();
    await provider.close();
    vi.setSystemTime(Date.now() + 50 * 60_000);
    await authentication.directory?.checkDue();
    expect(await callerOf(otto)).not.toBeNull();
    vi.setSystemTime(Date.now() + 20 * 60_000);
    await authentication.directory?.checkDue();
    expect(await callerOf(otto)).toBeNull();
  });

  it('keys that the provider has changed meanwhile are used', async () => {
    await start();
    await new Visitor().signIn(app, 'mia');
    await provider.close();
    await provider.open();
    const mia = new Visitor();
    expect(await mia.signIn(app, 'mia')).toBe('/console/audit');
    expect(await callerOf(mia)).toMatchObject({ username: 'mia' });
  });

  it('an answer that is not for this browser, or is used twice, signs nobody in', async () => {
    await start();
    const mia = new Visitor();
    const forged = `${app}/sign-in/oidc/callback?code=abc&state=def&iss=${encodeURIComponent(provider.issuer)}`;
    const without = await mia.ask(forged);
    expect(without.headers.get('location')).toBe('/sign-in?problem=failed');
    await mia.ask(`${app}/sign-in/oidc`);
    const wrongState = await mia.ask(forged);
    expect(wrongState.headers.get('location')).toBe('/sign-in?problem=failed');
    expect(await callerOf(mia)).toBeNull();
    const evil = await mia.ask(`${app}/sign-in/oidc?next=${encodeURIComponent('//evil.example')}`);
    expect(evil.status).toBe(302);
    expect(evil.headers.get('location')).toMatch(/code_challenge=.+&code_challenge_method=S256.+nonce=/);
  });

  it('a group may have a role by tag: of several the highest holds at each site', async () => {
    await start();
    const mia = new Visitor();
    provider.groups.set('mia', ['bern-team', 'west']);
    await mia.signIn(app, 'mia');
    expect(await callerOf(mia)).toMatchObject({ role: 'manager', sites: { bern: 'staff', genf: 'manager' } });
    expect(roles).toEqual(['mia: staff at bern, manager at all sites with region: west']);
  });

  it('a provider that is away is said so, holds nothing up, and passwords work; it is found when it is back', async () => {
    await provider.close();
    await start();
    authentication.directory?.start();
    expect(authentication.means()).toEqual({
      passwords: true,
      provider: { name: 'Muster AG', isReachable: false },
    });
    const answer = await new Visitor().ask(`${app}/sign-in/oidc`);
    expect(answer.headers.get('location')).toBe('/sign-in?problem=unreachable');
    expect((await password('admin', adminPassword)).status).toBe(200);
    await provider.open();
    await authentication.directory?.checkDue();
    expect(authentication.means().provider?.isReachable).toBe(true);
  });

  it('with OIDC_ONLY a password signs in the administrator of the environment, and nobody else', async () => {
    await start({ OIDC_ONLY: 'on' });
    await authentication.accounts.add({
      ...{ username: 'anna', name: 'Anna', password: 'a long password' },
      roles: { role: 'administrator' },
    });
    expect((await password('anna', 'a long password')).status).toBe(403);
    expect((await password('admin', adminPassword)).status).toBe(200);
    expect(authentication.means().passwords).toBe(false);
  });

  it('signing out leads to the provider’s page, with the token that ends the session there', async () => {
    await start();
    const mia = new Visitor();
    await mia.signIn(app, 'mia');
    const caller = await callerOf(mia);
    const url = new URL((await authentication.signOutUrl(caller?.userId ?? '', app)) ?? '');
    expect(url.origin).toBe(provider.issuer);
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${app}/sign-in`);
    expect(url.searchParams.get('id_token_hint')).toMatch(/^ey/);
    const [admin] = await authentication.accounts.list();
    expect(await authentication.signOutUrl(admin?.id ?? '', app)).toBeUndefined();
  });

  it('tokens are not stored in the clear', async () => {
    await start();
    await new Visitor().signIn(app, 'mia');
    const rows = await database.db
      .selectFrom('account' as never)
      .selectAll()
      .execute();
    expect(JSON.stringify(rows)).toContain('oidc http');
    expect(JSON.stringify(rows)).not.toMatch(/eyJ/);
  });
});

describe('roles from claims', () => {
  it('a role at all sites counts before those at some; the highest counts', () => {
    const some = {
      a: { bern: 'staff' },
      b: { bern: 'manager', genf: 'viewer' },
      c: 'viewer',
      d: 'manager',
    } as const;
    expect(rolesFromClaims({ groups: ['a', 'b'] }, some)).toEqual({
      sites: { bern: 'manager', genf: 'viewer' },
    });
    expect(rolesFromClaims({ groups: ['a', 'c', 'd'] }, some)).toEqual({ role: 'manager' });
    expect(rolesFromClaims({ groups: 'c' }, some)).toEqual({ role: 'viewer' });
    expect(rolesFromClaims({ groups: ['z'], other: 'a' }, some)).toBeUndefined();
    expect(rolesFromClaims({}, some)).toBeUndefined();
  });

  it('other claims are named, also inside of others', () => {
    const some = { 'department=Store 12': 'staff', 'realm_access.roles=boss': 'administrator' } as const;
    expect(rolesFromClaims({ department: 'Store 12' }, some)).toEqual({ role: 'staff' });
    expect(rolesFromClaims({ realm_access: { roles: ['x', 'boss'] } }, some)).toEqual({
      role: 'administrator',
    });
    expect(rolesFromClaims({ 'realm_access.roles': ['boss'] }, some)).toEqual({ role: 'administrator' });
    expect(rolesFromClaims({ department: 'Store 1' }, some)).toBeUndefined();
  });
});

describe('the settings', () => {
  const set = { OIDC_ISSUER: 'https://login.example.com', OIDC_CLIENT_ID: 'x', OIDC_ROLES: '{"a":"viewer"}' };

  it('are read, with the provider’s host as its name', () => {
    expect(readEnvironment(set).oidc).toEqual({
      ...{ issuer: 'https://login.example.com', clientId: 'x', name: 'login.example.com' },
      ...{ rules: { a: 'viewer' }, isOnly: false },
    });
    expect(readEnvironment({}).oidc).toBeUndefined();
  });

  it.each([
    ['OIDC_ROLES', { OIDC_ROLES: '{"a":"boss"}' }],
    ['OIDC_ROLES', { OIDC_ROLES: 'a=viewer' }],
    ['OIDC_ROLES', { OIDC_ROLES: '{"a":{"Region:west":"staff"}}' }],
    ['OIDC_ROLES', { OIDC_ROLES: undefined }],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'http://login.example.com' }],
    ['OIDC_ISSUER', { OIDC_ISSUER: undefined }],
    ['OIDC_CLIENT_ID', { OIDC_CLIENT_ID: '' }],
  ])('that are wrong stop the start with the name %s', (name, change) => {
    expect(() => readEnvironment({ ...set, ...change })).toThrow(name);
  });
});
