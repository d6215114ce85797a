import { type ApiClient, type ApiFailure, type ApiResult, failureOf } from '#lib/api/client.ts';
import { hasFields, isListOf } from '#lib/api/guards.ts';
import type { About } from '#lib/contract/about.ts';
import type { ApiKey, ApiKeyRequest, NewApiKey } from '#lib/contract/api-key.ts';
import type { ImportResult } from '#lib/contract/config-import.ts';
import type { Me, NewPerson, Person, PersonChange } from '#lib/contract/person.ts';
import type { Retention } from '#lib/contract/retention.ts';
import type { LockedTablet, Tablet } from '#lib/contract/tablet.ts';
import { fail, ok } from '#lib/result.ts';

/** The calls of the sidecar's API that only administration, setup and shared tablets use. */

export function isPerson(value: unknown): value is Person {
  return hasFields(value, { id: 'string', username: 'string', name: 'string', hasPin: 'boolean' });
}

export function isTablet(value: unknown): value is Tablet {
  return hasFields(value, { id: 'string', name: 'string', site: 'string', createdAt: 'string' });
}

export function isLockedTablet(value: unknown): value is LockedTablet {
  return hasFields(value, { name: 'string', site: 'string', siteName: 'string', people: 'array' });
}

export function isApiKey(value: unknown): value is ApiKey {
  return hasFields(value, { id: 'string', name: 'string', hint: 'string', createdBy: 'string' });
}

export function isNewApiKey(value: unknown): value is NewApiKey {
  return isApiKey(value) && hasFields(value, { key: 'string' });
}

export function isAbout(value: unknown): value is About {
  return hasFields(value, { version: 'string', node: 'string', database: 'object', licences: 'array' });
}

export function isRetention(value: unknown): value is Retention {
  if (typeof value !== 'object' || value === null) return false;
  const { minuteDays, rollUpDays } = { minuteDays: undefined, rollUpDays: undefined, ...value };
  return [minuteDays, rollUpDays].every((days: unknown) => days === null || typeof days === 'number');
}

export function isImportResult(value: unknown): value is ImportResult {
  return hasFields(value, { differences: 'array', revision: 'string' });
}

const isAnything = (_value: unknown): _value is unknown => true;
const importTimeoutMs = 30_000;

/** The API of users, keys, tablets and the installation. */
export class AdminApi {
  readonly #api: ApiClient;

  constructor(api: ApiClient) {
    this.#api = api;
  }

  me(): ApiResult<Me> {
    return this.#api.me();
  }

  people(): ApiResult<Person[]> {
    return this.#api.call('GET', '/api/v1/people', undefined, isListOf(isPerson));
  }

  addPerson(person: NewPerson): ApiResult<Person> {
    return this.#api.call('POST', '/api/v1/people', person, isPerson);
  }

  /** Changes a person in the state that was shown: a change by somebody else meanwhile is not overwritten. */
  changePerson({ id, revision }: Person, change: PersonChange): ApiResult<Person> {
    return this.#api.call('PUT', `/api/v1/people/${id}`, change, isPerson, { revision });
  }

  removePerson(id: string): ApiResult<unknown> {
    return this.#api.call('DELETE', `/api/v1/people/${id}`, undefined, isAnything);
  }

  setPassword(id: string, password: string): ApiResult<unknown> {
    return this.#api.call('PUT', `/api/v1/people/${id}/password`, { password }, isAnything);
  }

  setPin(id: string, pin: string): ApiResult<unknown> {
    return this.#api.call('PUT', `/api/v1/people/${id}/pin`, { pin }, isAnything);
  }

  removePin(id: string): ApiResult<unknown> {
    return this.#api.call('DELETE', `/api/v1/people/${id}/pin`, undefined, isAnything);
  }

  signOutPerson(id: string): ApiResult<unknown> {
    return this.#api.call('POST', `/api/v1/people/${id}/sign-out`, {}, isAnything);
  }

  signOutEverywhere(): ApiResult<unknown> {
    return this.#api.call('POST', '/api/v1/me/sign-out-everywhere', {}, isAnything);
  }

  tablets(): ApiResult<Tablet[]> {
    return this.#api.call('GET', '/api/v1/tablets', undefined, isListOf(isTablet));
  }

  makeTablet(name: string, site: string): ApiResult<Tablet> {
    return this.#api.call('POST', '/api/v1/tablets', { name, site }, isTablet);
  }

  removeTablet(id: string): ApiResult<unknown> {
    return this.#api.call('DELETE', `/api/v1/tablets/${id}`, undefined, isAnything);
  }

  lockedTablet(): ApiResult<LockedTablet> {
    return this.#api.call('GET', '/api/v1/unlock', undefined, isLockedTablet);
  }

  unlock(person: string, pin: string): ApiResult<unknown> {
    return this.#api.call('POST', '/api/v1/unlock', { person, pin }, isAnything);
  }

  keys(): ApiResult<ApiKey[]> {
    return this.#api.call('GET', '/api/v1/api-keys', undefined, isListOf(isApiKey));
  }

  makeKey(key: ApiKeyRequest): ApiResult<NewApiKey> {
    return this.#api.call('POST', '/api/v1/api-keys', key, isNewApiKey);
  }

  removeKey(id: string): ApiResult<unknown> {
    return this.#api.call('DELETE', `/api/v1/api-keys/${id}`, undefined, isAnything);
  }

  about(): ApiResult<About> {
    return this.#api.call('GET', '/api/v1/about', undefined, isAbout);
  }

  retention(): ApiResult<Retention> {
    return this.#api.call('GET', '/api/v1/history/retention', undefined, isRetention);
  }

  setRetention(retention: Retention): ApiResult<Retention> {
    return this.#api.call('PUT', '/api/v1/history/retention', retention, isRetention);
  }

  removeDemo(): ApiResult<unknown> {
    return this.#api.call('DELETE', '/api/v1/demo', undefined, isAnything);
  }

  /** Uploads a backup; resolves when it was examined and Doorlight begins to restart with it. */
  async restore(backup: Blob): ApiResult<unknown> {
    try {
      const headers = { 'content-type': 'application/vnd.sqlite3' };
      const answer = await fetch('/api/v1/restore', { method: 'POST', headers, body: backup });
      return answer.ok ? ok(null) : fail(await failureOf(answer));
    } catch {
      return fail<ApiFailure>({ kind: 'no-answer' });
    }
  }

  addSite(id: string, document: Readonly<Record<string, unknown>>): ApiResult<unknown> {
    return this.#api.call('PUT', `/api/v1/config/${id}/site/${id}`, document, isAnything);
  }

  /**
   * The changes that a configuration file would make.
   *
   * @param compared revision of the compared configuration: the file is applied to it, and to no other
   */
  async importYaml(yaml: string, compared?: string): ApiResult<ImportResult> {
    const path = `/api/v1/config/import?trial=${compared === undefined}`;
    try {
      const answer = await fetch(path, {
        method: 'POST',
        headers: {
          'content-type': 'application/yaml',
          ...(compared !== undefined && { 'if-match': `"${compared}"` }),
        },
        body: yaml,
        signal: AbortSignal.timeout(importTimeoutMs),
      });
      if (!answer.ok) return fail(await failureOf(answer));
      const body: unknown = await answer.json();
      return isImportResult(body) ? ok(body) : fail<ApiFailure>({ kind: 'not-understood', path });
    } catch {
      return fail<ApiFailure>({ kind: 'no-answer' });
    }
  }
}
