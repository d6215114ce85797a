import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adjustRequestSchema, adjustResultSchema, holdRequestSchema } from '#lib/contract/adjust.ts';
import { zoneStateSchema } from '#lib/contract/zone-state.ts';
import { type DemoSite, startDemoSite } from '../simulators/demo-site.ts';
import { consoleApi } from '../test-support/console-api.ts';
import { RunningSidecar } from '../test-support/running-sidecar.ts';

interface Answer {
  readonly description: string;
  readonly content?: Record<string, { readonly schema: Record<string, unknown> }>;
}
interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: Pick<Answer, 'content'>;
  readonly responses: Record<string, Answer>;
}
interface Document {
  readonly info: { readonly title: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly security: readonly object[];
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly example?: unknown }>>;
    readonly securitySchemes: object;
  };
  readonly paths: Record<string, Record<string, Operation>>;
}

let running: RunningSidecar;
let demo: DemoSite;
let document: Document;

beforeAll(async () => {
  demo = await startDemoSite();
  running = await RunningSidecar.start('sites: [{ id: zug, name: Zug, timezone: Europe/Zurich }]', { demo });
  document = await running.read<Document>('/api/openapi.json', {});
});

afterAll(async () => {
  await running?.stop();
  await demo?.stop();
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
    ),
  );

describe('the description of the API', () => {
  it('is valid OpenAPI', async () => {
    expect(await new Validator().validate({ ...document })).toEqual({ valid: true });
  });

  it('says of every group of calls what it is for', () => {
    const used = new Set(operations().flatMap(([, { tags = [] }]) => tags));
    expect(document.tags.map(({ name }) => name).toSorted()).toEqual([...used].toSorted());
    for (const { name, description } of document.tags) expect(description, name).toMatch(/^[A-Z].{15,}\.$/);
  });

  it('describes no page of the console, and no part that nothing refers to', () => {
    expect(Object.keys(document.paths).filter((path) => !/^\/(api|public|push|media)\//.test(path))).toEqual(
      [],
    );
    const text = JSON.stringify(document);
    for (const name of Object.keys(document.components.schemas))
      expect(text, name).toContain(`"#/components/schemas/${name}"`);
  });

  it('gives examples that its own schemas accept', () => {
    const examples = [
      [zoneStateSchema, document.paths['/api/v1/zones/{site}/{zone}']?.get?.responses['200']],
      [adjustRequestSchema, document.paths['/api/v1/zones/{site}/{zone}/adjust']?.post?.requestBody],
      [adjustResultSchema, document.paths['/api/v1/zones/{site}/{zone}/adjust']?.post?.responses['200']],
      [holdRequestSchema, document.paths['/api/v1/zones/{site}/{zone}/hold']?.put?.requestBody],
    ] as const;
    for (const [schema, described] of examples) {
      const { example, $ref } = described?.content?.['application/json']?.schema ?? {};
      const part = String($ref).replace('#/components/schemas/', '');
      schema.parse(example ?? document.components.schemas[part]?.example);
    }
  });

  it('names every call for generated clients, each by a name of its own', () => {
    const names = operations().map(([, { operationId }]) => operationId);
    expect(names).toEqual(names.map(() => expect.stringMatching(/^(get|post|put|delete)[A-Z][A-Za-z]+$/)));
    expect(new Set(names).size).toBe(names.length);
    expect(document.paths['/api/v1/zones/{site}/{zone}/hold']?.put?.operationId).toBe('putZoneHold');
    expect(document.paths['/api/v1/people/{id}/pin']?.delete?.operationId).toBe('deletePersonPin');
  });

  it('says of every call what it does, who may ask, what is answered and how it is refused', () => {
    expect(operations().length).toBeGreaterThan(70);
    for (const [name, { summary = '', description = '', tags = [], responses, security }] of operations()) {
      expect([name, summary.length > 5, description.length > 15, tags.length]).toEqual([name, true, true, 1]);
      const answers = Object.entries(responses);
      const good = answers.filter(([status]) => /^2/.test(status));
      expect([name, good.length > 0]).toEqual([name, true]);
      for (const [status, { content = {} }] of good) {
        // Accepted and done later: some describe the outcome.
        if (status === '202') continue;
        const hasBody = Object.values(content).some(({ schema }) => Object.keys(schema).length > 0);
        expect([name, status, hasBody]).toEqual([name, status, status !== '204']);
      }
      for (const [status, answer] of answers.filter((each) => /^[45]|default/.test(each[0]))) {
        expect([name, status, answer.content]).toEqual([
          name,
          status,
          { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        ]);
      }
      expect(Object.keys(responses)).toContain('default');
      if (security === undefined)
        expect([name, Object.keys(responses)]).toEqual([name, expect.arrayContaining(['401', '403'])]);
    }
    expect(document.security).toEqual([{ session: [] }, { key: [] }]);
    expect(document.components.schemas).toHaveProperty('Problem');
  });

  it('says which calls need no sign-in, and what they need', () => {
    const open = operations().filter(([, { security }]) => security !== undefined);
    expect(Object.fromEntries(open.map(([name, { security }]) => [name, security]))).toEqual({
      'POST /push/{driver}/{site}/{sensor}': [{ pushToken: [] }],
      'GET /api/v1/displays/{site}/{display}': [{}, { displayKey: [] }],
      'POST /api/v1/displays/pairing': [],
      'GET /api/v1/displays/pairing/{ticket}': [],
      'GET /api/v1/displays/pairing/{ticket}/qr': [],
      'GET /api/v1/sign-in': [],
      'GET /api/v1/unlock': [{ tablet: [] }],
      'POST /api/v1/unlock': [{ tablet: [] }],
      'GET /public/v1/badge/{site}/{file}': [],
      'GET /public/v1/embed.js': [],
      'GET /public/v1/sites/{site}': [],
      'GET /public/v1/sites/{site}/events': [],
    });
  });

  it('names the parameters of pages on every list', () => {
    const isList = ([name, { responses }]: readonly [string, Operation]) =>
      name.startsWith('GET ') && responses['200']?.content?.['application/json']?.schema.type === 'array';
    const lists = operations().filter((each) => isList(each) && !each[0].includes('/device'));
    expect(lists.length).toBeGreaterThan(7);
    for (const [name, { parameters = [] }] of [
      ...lists,
      ...operations().filter(([name]) => /^GET \/api\/v1\/(alerts|backfills)$/.test(name)),
    ]) {
      const names = parameters.map((parameter) => parameter.name);
      expect([name, names]).toEqual([name, expect.arrayContaining(['limit', 'cursor'])]);
    }
  });

  it('is what the client of the console is made of', async () => {
    // Not current? `npx vitest run server/front/describe-api.test.ts -u` makes it anew.
    const { types, answers } = await consoleApi(JSON.parse(JSON.stringify(document)));
    await expect(types).toMatchFileSnapshot('../../lib/api/generated/calls.d.ts');
    await expect(answers).toMatchFileSnapshot('../../lib/api/generated/answers.json');
  });

  it('is shown as a page that fetches nothing from elsewhere', async () => {
    const page = await running.fetch('/api/docs/');
    expect(page.status).toBe(200);
    expect(await page.text()).not.toMatch(/(src|href)="https?:/);
  });
});
