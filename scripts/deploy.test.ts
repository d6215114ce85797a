import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { environmentNames } from '../server/platform/config/environment.ts';
import { root } from './support/paths.mjs';

const folder = join(root, 'deploy');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
const yamlFiles = files.filter((name) => name.endsWith('.yaml'));
const { version }: { version: string } = JSON.parse(text('../package.json'));
const known = new Set(environmentNames);

const variables = z.record(z.string(), z.string());
const service = z.object({ environment: variables.optional(), image: z.string() });
const compose = z.object({ services: z.record(z.string(), service) });
const manifest = z.object({ kind: z.string(), spec: z.looseObject({}).optional() });

function text(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

function documentsOf(file: string): unknown[] {
  return parseAllDocuments(text(file), { merge: true, strict: true, uniqueKeys: true }).map((document) => {
    expect(document.errors, file).toEqual([]);
    return document.toJS();
  });
}

/** The variables that Doorlight is given somewhere in `deploy/` or in the image. */
const given: readonly (readonly [place: string, name: string])[] = [
  ...['compose.yaml', 'compose.chain.yaml'].flatMap((file) =>
    Object.values(compose.parse(documentsOf(file)[0]).services)
      .filter(({ image }) => image === 'doorlight')
      .flatMap(({ environment = {} }) => Object.keys(environment).map((name) => [file, name] as const)),
  ),
  ...[...text('kubernetes/kustomization.yaml').matchAll(/^\s+- ([A-Z_]+)=/gm)].map(
    ([, name = '']) => ['kubernetes/kustomization.yaml', name] as const,
  ),
  ...[...text('kubernetes/kustomization.yaml').matchAll(/holds ([A-Z_, and]+)\./g)]
    .flatMap(([, names = '']) => names.match(/[A-Z_]+/g) ?? [])
    .map((name) => ['the secret of kubernetes/', name] as const),
  ...[...text('kubernetes/deployment.yaml').matchAll(/name: ([A-Z_]+)/g)]
    .map(([, name = '']) => ['kubernetes/deployment.yaml', name] as const)
    // Only there so that another variable can name it.
    .filter(([, name]) => name !== 'POD_IP'),
  ...Object.keys(
    z.object({ schema: variables }).parse(documentsOf('home-assistant/doorlight/config.yaml')[0]).schema,
  ).map((name) => ['home-assistant', name] as const),
  ...[...text('systemd/doorlight.service').matchAll(/^Environment=(\w+)=/gm)].map(
    ([, name = '']) => ['systemd', name] as const,
  ),
  ...[...text('../Containerfile').matchAll(/^ENV (.+)$/gm)]
    .flatMap(([, line = '']) => [...line.matchAll(/(\w+)=/g)])
    .map(([, name = '']) => ['Containerfile', name] as const),
];

test.each(yamlFiles)('deploy/%s is valid YAML', (file) => {
  expect(documentsOf(file).length).toBeGreaterThan(0);
});

test('every variable that an installation sets is one that Doorlight reads', () => {
  expect(given.length).toBeGreaterThan(20);
  expect(given.filter(([, name]) => !known.has(name))).toEqual([]);
});

test('every installation is of this version', () => {
  const addOn = z.object({ version: z.string() });
  expect(addOn.parse(documentsOf('home-assistant/doorlight/config.yaml')[0]).version).toBe(version);
  expect(text('kubernetes/kustomization.yaml')).toContain(`newTag: ${version} }`);
});

test('several sidecars are given the same database, Redis and secret', () => {
  const { services } = compose.parse(documentsOf('compose.chain.yaml')[0]);
  const ours = Object.values(services).filter(({ image }) => image === 'doorlight');
  expect(ours).toHaveLength(3);
  for (const { environment } of ours) expect(environment).toEqual(ours[0]?.environment);
  expect(Object.keys(ours[0]?.environment ?? {})).toEqual(
    expect.arrayContaining(['DATABASE_URL', 'REDIS_URL', 'DOORLIGHT_SECRET']),
  );
  for (const name of Object.keys(services).filter((each) => each.startsWith('doorlight-')))
    expect(text('nginx/doorlight.conf')).toContain(`server ${name}:3000`);
});

describe('Kubernetes', () => {
  const kinds = ['deployment', 'service', 'disruption-budget'].flatMap((name) =>
    documentsOf(`kubernetes/${name}.yaml`).map((document) => manifest.parse(document)),
  );

  test('every resource that kustomize names is there', () => {
    expect(kinds.map(({ kind }) => kind)).toEqual(['Deployment', 'Service', 'PodDisruptionBudget']);
    const { resources } = z
      .object({ resources: z.array(z.string()) })
      .parse(documentsOf('kubernetes/kustomization.yaml')[0]);
    expect(resources.filter((name) => !files.includes(join('kubernetes', name)))).toEqual([]);
  });

  const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
  test.runIf(hasKubectl)('kustomize builds it', () => {
    const built = execFileSync('kubectl', ['kustomize', join(folder, 'kubernetes')], { encoding: 'utf8' });
    expect(built).toContain(`image: doorlight:${version}`);
    expect(built.match(/^kind: /gm)).toHaveLength(4);
  });
});

const hasVerify = spawnSync('systemd-analyze', ['--version']).status === 0;
test.runIf(hasVerify)('systemd reads the unit', () => {
  const unit = relative(root, join(folder, 'systemd', 'doorlight.service'));
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', unit], { cwd: root, encoding: 'utf8' });
  expect(stderr.split('\n').filter((line) => line.includes('doorlight.service:'))).toEqual([]);
  expect(status).toBe(0);
});
