import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { RunningSidecar } from './test-support/running-sidecar.ts';

const folder = fileURLToPath(new URL('../deploy/', import.meta.url));
const rulesFile = `${folder}prometheus/doorlight-rules.yaml`;
const hasPromtool = spawnSync('promtool', ['--version']).error === undefined;

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}
interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
  readonly templating: { readonly list: readonly { readonly definition?: string }[] };
}

const rules = (parse(readFileSync(rulesFile, 'utf8')) as Rules).groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(readFileSync(`${folder}grafana/doorlight.json`, 'utf8')) as Dashboard;
const expressions = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ...dashboard.templating.list.flatMap(({ definition }) =>
    definition === undefined ? [] : [['a variable of the dashboard', definition] as const],
  ),
];

let metrics = '';

beforeAll(async () => {
  const sidecar = await RunningSidecar.start(`
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-people-counter, url: 'http://127.0.0.1:9' }]
    zones:
      - { id: shop, name: Shop, capacity: 10, sources: [{ sensor: door }] }
      - { id: hall, name: Hall, capacity: 10, sources: [{ sensor: door }] }
`);
  const admin = await sidecar.signIn();
  const hold = await sidecar.send('PUT', '/api/v1/zones/bern/shop/hold', admin, { light: 'red' });
  expect(hold.status).toBeLessThan(300);
  await vi.waitFor(async () => {
    metrics = await (await fetch(`${sidecar.url}/metrics`)).text();
    expect(metrics).toContain('doorlight_zone_light{site="bern",zone="shop",light="red"} 1');
    // The event loop has been measured once.
    expect(metrics).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
  }, 60_000);
  await sidecar.stop();
});

/** Samples by name, with the names of their labels; `job` and `instance` come from Prometheus. */
function samples(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>([['up', new Set(['job', 'instance'])]]);
  for (const [, name = '', labels = ''] of metrics.matchAll(/^(\w+)(?:\{(.*)\})? /gm)) {
    const known = found.get(name) ?? new Set(['job', 'instance']);
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label);
    found.set(name, known);
  }
  return found;
}

describe('the numbers for Prometheus', () => {
  it('report no number of people whose light is unknown', () => {
    expect(metrics).toContain('doorlight_zone_light{site="bern",zone="hall",light="unknown"} 1');
    expect(metrics).toContain('doorlight_zone_occupancy{site="bern",zone="shop"}');
    expect(metrics).not.toContain('doorlight_zone_occupancy{site="bern",zone="hall"}');
  });

  it.each(expressions)('have all that %s asks for: %s', (_name, expression) => {
    const known = samples();
    const named = [...expression.matchAll(/\b(?:doorlight|nodejs|process)_\w+|\bup\b/g)].map(
      ([name]) => name,
    );
    expect(named).not.toEqual([]);
    for (const name of named) expect([...known.keys()]).toContain(name);
    for (const [, name = '', selector = ''] of expression.matchAll(/\b(\w+)\{(.*?)\}/g))
      for (const [, label] of selector.matchAll(/(\w+)\s*(?:=|!)/g))
        expect([...(known.get(name) ?? [])], `${label} of ${name}`).toContain(label);
  });

  it.runIf(hasPromtool)('are what Prometheus expects, and so are the rules', () => {
    const run = (args: string[], input?: string) => {
      const { status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' });
      return { status, said: `${stdout}${stderr}` };
    };
    // Node's own names for handles and requests are older than the convention.
    const said = run(['check', 'metrics'], metrics)
      .said.split('\n')
      .filter((line) => /doorlight/.test(line));
    expect(said).toEqual([]);
    const rule = ([, expr]: readonly [string, string], at: number) => ({ record: `panel:${at}`, expr });
    const panels = expressions
      .map(([name, expr]) => [name, expr.replaceAll('$__rate_interval', '1m')] as const)
      .filter(([, expr]) => !expr.startsWith('label_values('));
    const asRules = JSON.stringify({ groups: [{ name: 'dashboard', rules: panels.map(rule) }] });
    const file = join(mkdtempSync(join(tmpdir(), 'doorlight-rules-')), 'panels.yaml');
    writeFileSync(file, asRules);
    expect(run(['check', 'rules', file])).toMatchObject({ status: 0 });
    rmSync(dirname(file), { recursive: true });
    for (const args of [
      ['check', 'rules', rulesFile],
      ['test', 'rules', `${folder}prometheus/doorlight-rules.test.yaml`],
      ['check', 'config', `${folder}prometheus/prometheus.yaml`],
    ])
      expect(run(args)).toMatchObject({ status: 0 });
  });
});
