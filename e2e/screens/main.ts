// The life of a display in the engines of screens that stores already own, and of the console and the element for web sites
// in those that staff and visitors have.
//
//   npm run test:screens [-- chromium-79 …]
//
// Screenshots of each state are left in test-results/screens/<engine>/.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stop } from 'esbuild';
import { consoleChapters } from './console-chapters.ts';
import { displayChapters } from './display-chapters.ts';
import { embedChapters } from './embed-chapters.ts';
import { type Engine, engines } from './engines.ts';
import type { Screen } from './screen.ts';
import { Shop } from './shop.ts';
import { type EngineResult, table } from './table.ts';

const story = [...displayChapters, ...embedChapters, ...consoleChapters];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((id) => engines.every((engine) => engine.id !== id));
if (unknown.length > 0) {
  console.error(`Expected ${engines.map(({ id }) => id).join(', ')}; got "${unknown.join(' ')}".`);
  process.exit(1);
}

const results: EngineResult[] = [];
for (const engine of engines.filter(({ id }) => wanted.length === 0 || wanted.includes(id))) {
  results.push(await liveOn(engine));
}
console.log(
  `\n${table(
    story.map(({ name }) => name),
    results,
  )}`,
);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
await stop();

async function liveOn(engine: Engine): Promise<EngineResult> {
  console.log(`\n${engine.id} (${engine.foundIn})`);
  const folder = join('test-results', 'screens', engine.id);
  await rm(folder, { recursive: true, force: true });
  const cells: string[] = [];
  let screen: Screen | undefined;
  let shop: Shop | undefined;
  try {
    screen = await engine.switchOn();
    console.log(`  version ${screen.version}`);
    shop = await Shop.open();
    for (const { name, play } of story) {
      const took = await play({ shop, screen, folder, isForStaff: engine.isForStaff });
      cells.push(
        typeof took === 'number' ? `${(took / 1000).toFixed(1)} s` : took === 'skipped' ? '–' : 'ok',
      );
      console.log(`  ${name.padEnd(18)} ${cells.at(-1)}`);
    }
    return { engine: engine.id, version: screen.version, cells, ok: true };
  } catch (error) {
    const chapter = story[cells.length]?.name ?? '';
    console.error(`  ${chapter.padEnd(18)} FAILED\n${error instanceof Error ? error.message : error}`);
    if (screen?.errors.length) console.error(`  In the page:\n${screen.errors.slice(0, 5).join('\n')}`);
    await screen?.screenshot(join(folder, 'failed.png')).catch(() => undefined);
    return { engine: engine.id, version: screen?.version ?? '?', cells: [...cells, 'FAILED'], ok: false };
  } finally {
    await shop?.end();
    await screen?.switchOff();
  }
}
