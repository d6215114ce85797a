import { describe, expect, it } from 'vitest';
import { folderCycles } from './folder-cycles.mjs';

describe('cycles between folders', () => {
  it('are none where all imports go one way', () => {
    expect(
      folderCycles([
        ['server/site/zone.ts', 'server/engine/light.ts'],
        ['server/main.ts', 'server/site/zone.ts'],
      ]),
    ).toEqual([]);
  });

  it('are found although no file imports itself by way of others', () => {
    const there = ['server/alerts/alerts.ts', 'server/store/schema.ts'] as const;
    const back = ['server/store/rows.ts', 'server/alerts/cause.ts'] as const;
    expect(folderCycles([there, back])).toEqual([
      { parent: 'server/', members: ['alerts/', 'store/'], imports: [there, back] },
    ]);
  });

  it('are found through a third folder, and deep inside', () => {
    const [cycle] = folderCycles([
      ['lib/a/deep/one.ts', 'lib/b/two.ts'],
      ['lib/b/three.ts', 'lib/c/four.ts'],
      ['lib/c/five.ts', 'lib/a/six.ts'],
    ]);
    expect(cycle).toMatchObject({ parent: 'lib/', members: ['a/', 'b/', 'c/'] });
  });

  it('count a file beside a folder as one of its neighbours', () => {
    expect(
      folderCycles([
        ['lib/words.ts', 'lib/languages/en.ts'],
        ['lib/languages/de.ts', 'lib/words.ts'],
      ]),
    ).toMatchObject([{ parent: 'lib/', members: ['languages/', 'words.ts'] }]);
  });
});
