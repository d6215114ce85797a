// Every family's README has a table of the calls that its vendor documents. These tests hold it to the code.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { families as all } from '#server/sensors/registry.ts';

/** Those with a protocol of their own: what templates and generic drivers read is in their configuration, and people have none. */
const families = new Map(
  [...all].filter(
    ([id, { isTemplate }]) => isTemplate !== true && !['http-json', 'mqtt', 'push', 'hand'].includes(id),
  ),
);
const root = join(import.meta.dirname, '..', '..');
const folderOf = (family: string) => join(root, 'server', 'sensors', family);
const read = (family: string, file: string) => readFileSync(join(folderOf(family), file), 'utf8');

interface Call {
  readonly family: string;
  readonly call: string;
  /** `GatewayClient.sensors`, or a function that reads what a device sends. */
  readonly by: string;
  readonly uses: readonly Link[];
  readonly test: Link;
}

interface Link {
  readonly text: string;
  readonly file: string;
}

const calls = [...families.keys()].flatMap(callsOf);

/** The rows `| call | method | used for | test |` of a README. */
function callsOf(family: string): Call[] {
  const lines = read(family, 'README.md').split('\n');
  const start = lines.findIndex((line) =>
    /^\|\s*call\s*\|\s*method\s*\|\s*used for\s*\|\s*test\s*\|$/.test(line),
  );
  const rows = start < 0 ? [] : lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end < 0 ? rows.length : end).map((line) => {
    const [call = '', by = '', uses = '', shown = ''] = line.split(/(?<!\\)\|/).slice(1);
    const [test = { text: '', file: '' }] = linksIn(shown);
    return { family, call: call.trim(), by: by.replaceAll(/[`\s]/g, ''), uses: linksIn(uses), test };
  });
}

function linksIn(cell: string): Link[] {
  return [...cell.matchAll(/\[(.+?)\]\(([^)]+)\)/g)].map(([, text = '', file = '']) => ({ text, file }));
}

/** The TypeScript files of a family, without its tests. */
function sourcesOf(family: string): string[] {
  return readdirSync(folderOf(family), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.ts$/.test(file))
    .map((file) => read(family, file));
}

/** The public methods of a class, by its indentation. */
function methodsOf(family: string, name: string): string[] {
  const source = sourcesOf(family).find((text) => text.includes(`export class ${name} `));
  const [, body = ''] = source?.split(`export class ${name} `) ?? [];
  const [whole = ''] = body.split(/\n\}\n/);
  return [...whole.matchAll(/^ {2}(?:async )?(\w+)(?:<.*?>)?\(/gm)]
    .map(([, method = '']) => method)
    .filter((method) => method !== 'constructor');
}

test('every family has its table', () => {
  expect(new Set(calls.map(({ family }) => family))).toEqual(new Set(families.keys()));
});

describe.each(calls)('$family: $call', ({ family, by, uses, test: shown }) => {
  const [owner = '', method = owner] = by.split('.');

  test('is made by a method that there is', () => {
    if (method === owner) expect(sourcesOf(family).join('\n')).toContain(`export function ${owner}(`);
    else expect(methodsOf(family, owner)).toContain(method);
  });

  test('is used where the table says', () => {
    expect(uses).not.toEqual([]);
    for (const { text, file } of uses) {
      expect(text.trim()).not.toBe('');
      expect(read(family, file), file).toMatch(new RegExp(`\\b${method}\\b`));
    }
  });

  test('is tested where the table says', () => {
    expect(shown.text).not.toBe('');
    expect(shown.file).toMatch(/[.]test[.]ts$/);
    expect(read(family, shown.file)).toContain(shown.text);
  });
});

test('every call that a client can make is in the table', () => {
  const shown = new Set(calls.map(({ family, by }) => `${family} ${by}`));
  const clients = new Map(
    calls
      .filter(({ by }) => by.includes('.'))
      .map(({ family, by }) => [`${family} ${by.split('.')[0]}`, { family, name: by.split('.')[0] ?? '' }]),
  );
  const missing = [...clients].flatMap(([client, { family, name }]) =>
    methodsOf(family, name)
      .map((method) => `${client}.${method}`)
      .filter((call) => !shown.has(call)),
  );
  expect(missing).toEqual([]);
});
