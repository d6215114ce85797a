import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { alertKinds } from '#lib/contract/alert.ts';
import { environmentNames } from '#server/platform/config/environment.ts';
import { lampEntrySchema } from '#server/platform/config/parse-lamp.ts';
import {
  displayEntrySchema,
  publicSchema,
  sensorEntrySchema,
  siteEntrySchema,
  sourceSchema,
  zoneEntrySchema,
} from '#server/platform/config/schema.ts';
import { parseSiteFile } from '#server/platform/config/site-file.ts';
import { families } from '#server/sensors/registry.ts';

const root = join(import.meta.dirname, '..');
const skipped = new Set(['node_modules', 'test-results', 'playwright-report', 'dist', 'data', 'release']);

function filesIn(folder: string, ends: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name) || (entry.name.startsWith('.') && entry.name !== '.github')) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path, ends) : ends.test(entry.name) ? [path] : [];
  });
}

const pages = filesIn(root, /\.md$/).map((file) => ({
  name: relative(root, file),
  folder: dirname(file),
  text: readFileSync(file, 'utf8'),
}));
/** Decisions and fixtures are not for following. */
const guides = pages.filter(({ name }) => !/decisions|fixtures|CHANGELOG|\.github/.test(name));

const fences = (text: string) =>
  [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)].map(([, language = '', code = '']) => ({
    language,
    code,
  }));
const withoutFences = (text: string) => text.replaceAll(/^```[\s\S]*?^```/gm, '');
const codeIn = (text: string) =>
  [...withoutFences(text).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text: string): Set<string> {
  const headings = [...withoutFences(text).matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** What stands as code in a column of the first table after some words of a page. */
function column(page: string, after: string, place: number): string[] {
  const text = pages.find(({ name }) => name === page)?.text ?? '';
  const [, rest = ''] = `\n${text}`.split(`\n${after}`);
  const [, rows = ''] = /^\| -{3,}.*\n((?:\|.*\n)+)/m.exec(rest) ?? [];
  return rows.split('\n').flatMap((row) => codeIn(row.split(/(?<!\\)\|/)[place + 1] ?? ''));
}

describe.each(pages)('$name', ({ text, folder }) => {
  it('has links that lead somewhere', () => {
    const links = [...withoutFences(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links.filter((link) => {
      if (/^[a-z]+:/.test(link)) return !URL.canParse(link);
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? undefined : join(folder, path);
      if (target !== undefined && !existsSync(target)) return true;
      if (anchor === undefined || (target !== undefined && !target.endsWith('.md'))) return false;
      return !anchorsOf(target === undefined ? text : readFileSync(target, 'utf8')).has(anchor);
    });
    expect(broken).toEqual([]);
  });
});

describe('the guides', () => {
  it.each([
    ['docs/configuration.md', '## Site', siteEntrySchema, []],
    // Keys of single families are in their own pages.
    ['docs/configuration.md', '## Sensor', sensorEntrySchema, ['mode', 'apiKey', 'token']],
    ['docs/configuration.md', '## Zone', zoneEntrySchema, []],
    ['docs/configuration.md', 'Each source names', sourceSchema.omit({ sensor: true }), []],
    ['docs/configuration.md', '## Display', displayEntrySchema, []],
    ['docs/lamps.md', '# Lamps and barriers', lampEntrySchema, []],
    ['docs/public.md', '# ', publicSchema, []],
  ] as const)('have a row for each key of the configuration: %s, %s', (page, after, { shape }, more) => {
    expect(column(page, after, 0).sort()).toEqual([...Object.keys(shape), ...more].sort());
  });

  it.each(
    [...families.values()].filter(
      ({ isTemplate, optionsSchema: { shape } }) => isTemplate !== true && Object.keys(shape).length > 0,
    ),
  )('have a row for each key that only sensors of the family $id have', ({ id, optionsSchema }) => {
    const isGeneric = ['http-json', 'mqtt', 'push'].includes(id);
    const rows = isGeneric
      ? column('docs/sensors.md', '## `http-json`', 0)
      : column(`server/sensors/${id}/README.md`, '# ', 0);
    // Shown in an example instead.
    const own = Object.keys(optionsSchema.shape).filter((key) => key !== 'topic');
    expect(rows).toEqual(expect.arrayContaining(own));
    if (id === 'http-json') expect(rows.sort()).toEqual(own.sort());
  });

  it('have a row for each variable of the environment', () => {
    // npm sets it, not people.
    const read = environmentNames.filter((name) => name !== 'NODE_ENV');
    expect(column('docs/configuration.md', '## Environment', 0).sort()).toEqual(read.sort());
  });

  it('name every family of devices that is code, and how many there are', () => {
    const generic = ['http-json', 'mqtt', 'push', 'hand'];
    const coded = [...families.values()]
      .filter(({ id, isTemplate }) => isTemplate !== true && !generic.includes(id))
      .map(({ id }) => id);
    expect(column('docs/devices.md', '# Devices', 1).sort()).toEqual(coded.toSorted());
    expect(column('docs/configuration.md', '## Sensor', 2)).toEqual(expect.arrayContaining(coded));
    const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
    const readme = pages.find(({ name }) => name === 'README.md')?.text;
    expect(readme).toContain(`${numbers[coded.length] ?? coded.length} families of drivers`);
  });

  it('have a row for each kind of alert', () => {
    expect(column('docs/alerts.md', '# Alerts', 1).sort()).toEqual([...alertKinds].sort());
  });

  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const commands = guides.flatMap(({ name, text }) => {
    const shell = fences(text).filter(({ language }) => ['sh', 'bash', 'shell'].includes(language));
    const lines = [...shell.flatMap(({ code }) => code.split('\n')), ...codeIn(text)];
    return lines.map((line) => ({ name, line }));
  });

  it('name npm scripts that exist', () => {
    const named = commands.flatMap(({ name, line }) =>
      [...line.matchAll(/\bnpm (?:run )?([a-z][\w:]*)/g)].map(([, script = '']) => ({ name, script })),
    );
    const own = new Set(['i', 'install', 'ci', 'audit', 'outdated', 'pack', 'publish', 'view']);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ script }) => !(script in scripts) && !own.has(script))).toEqual([]);
  });

  it('name files that exist', () => {
    const at = /(?:^|\s)((?:server|scripts|lib|app|components|e2e|bench|docs|public)\/[\w./-]+\w)(?=$|\s)/g;
    const named = commands.flatMap(({ name, line }) =>
      [...line.matchAll(at)].map(([, file = '']) => ({ name, file })),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ file }) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('name variables of the environment that something reads', () => {
    const code = ['server', 'scripts', 'bench', 'e2e', 'lib'].flatMap((folder) =>
      filesIn(join(root, folder), /\.(ts|mjs)$/),
    );
    const sources = [...code, ...filesIn(join(root, 'deploy'), /./), join(root, 'Containerfile')]
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    // Read by Node and by libraries.
    const foreign = /^(NODE_EXTRA_CA_CERTS|SQLITE_BUSY|OTEL_\w+)$/;
    const named = guides.flatMap(({ name, text }) =>
      codeIn(text)
        .flatMap((code) => [...code.matchAll(/^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?==|$)/g)])
        .map(([, variable = '']) => ({ name, variable })),
    );
    expect(named.length).toBeGreaterThan(20);
    const unknown = named.filter(
      ({ variable }) => !foreign.test(variable) && !new RegExp(`\\b${variable}\\b`).test(sources),
    );
    expect(unknown).toEqual([]);
  });

  it('have examples that can be read: YAML, JSON, and whole site files', () => {
    let siteFiles = 0;
    for (const { name, text } of guides) {
      for (const { language, code } of fences(text)) {
        if (language === 'json') expect(() => JSON.parse(code), name).not.toThrow();
        if (language !== 'yaml') continue;
        const problems = parseAllDocuments(code, { uniqueKeys: false }).flatMap((document) =>
          'errors' in document ? document.errors : [],
        );
        expect(problems, `${name}: ${code}`).toEqual([]);
        const read = parse(code, { logLevel: 'silent', uniqueKeys: false });
        if (!Array.isArray(read?.sites) || code.includes('…')) continue;
        // What every site has is left out where the page is about something else.
        const whole = read.sites.map((site: object) => ({
          name: 'Bern',
          timezone: 'Europe/Zurich',
          ...site,
        }));
        siteFiles += 1;
        const variables = Object.fromEntries(
          [...code.matchAll(/\$\{(\w+)\}/g)].map(([, key = '']) => [key, 'x1']),
        );
        expect(
          () => parseSiteFile(stringify({ sites: whole }), name, { families, variables }),
          name,
        ).not.toThrow();
      }
    }
    expect(siteFiles).toBeGreaterThan(0);
  });

  it('are all in the index', () => {
    const index = readFileSync(join(root, 'docs', 'README.md'), 'utf8');
    const missing = readdirSync(join(root, 'docs')).filter(
      (file) => file.endsWith('.md') && file !== 'README.md' && !index.includes(`](${file})`),
    );
    expect(missing).toEqual([]);
  });
});
