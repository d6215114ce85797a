import { playRow, rows } from './faults/campaign.ts';
import { isGood } from './faults/play.ts';
import { line } from './faults/table.ts';
import { expect, test } from './support/test.ts';

// The short half of the campaign of faults; `npm run faults` plays all of it.

// Several sidecars have faults of their own: server/chain-faults.test.ts.
for (const row of rows.filter(({ isQuick }) => isQuick))
  for (const database of row.on)
    test(`${row.group}: ${row.name}, on ${database}`, { tag: '@alone' }, async ({ browser }) => {
      for (const result of await playRow(row, database, browser)) {
        expect(result.skipped).toBeUndefined();
        expect(isGood(result), line(result)).toBe(true);
      }
    });
