// The rows of templates in docs/devices.md are made from the templates. `npx vitest run scripts/devices -u` writes them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Template, templates } from '#server/sensors/registry.ts';

const page = join(import.meta.dirname, '..', '..', 'docs', 'devices.md');
const [begin, end] = ['<!-- templates -->', '<!-- /templates -->'];
const ways = { 'http-json': 'asked', mqtt: 'MQTT', push: 'sends by HTTP' } as const;

function rowOf({ driver, label, over, seen, sources, setup, ...fields }: Template): string {
  const channels = typeof fields.channels === 'object' ? Object.values(fields.channels) : [fields];
  const hasCounts = typeof fields.channels === 'string' || channels.some((each) => each.in !== undefined);
  const hasLevel = channels.some(({ occupancy }) => occupancy !== undefined);
  const gives = [hasCounts ? 'in and out' : '', hasLevel ? 'occupancy' : '']
    .filter((text) => text !== '')
    .join(', ');
  const links = sources.map((source, index) =>
    source.startsWith('http') && !source.includes(' ') ? `[${index + 1}](${source})` : source,
  );
  const cells = [
    `[${label}](../server/sensors/templates/${driver}.yaml)`,
    `\`${driver}\``,
    ways[over],
    gives,
    seen ? 'yes' : 'no',
    links.join(' '),
    setup.trim(),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

test('the table of templates is that of the templates', async () => {
  const text = readFileSync(page, 'utf8');
  const [before = '', rest = ''] = text.split(begin);
  const [, after = ''] = rest.split(end);
  const table = [
    '| device | `driver` | how | gives | tried with a device | written at | to be set on the device |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...templates.map(rowOf),
  ];
  await expect(`${before}${begin}\n${table.join('\n')}\n${end}${after}`).toMatchFileSnapshot(page);
});
