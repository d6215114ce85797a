import { expect, test } from '@playwright/test';
import { playRow, rows } from './faults/campaign.ts';
import { isGood } from './faults/play.ts';
import { line } from './faults/table.ts';

// The short half of the campaign of faults; `npm run faults` plays all of it.

for (const row of rows.filter(({ isQuick }) => isQuick))
  for (const database of row.on)
    test(`${row.group}: ${row.name}, on ${database}`, async ({ browser }) => {
      // A row lasts as long as its fault; the rest is starting and stopping.
      test.setTimeout(180_000);
      for (const result of await playRow(row, database, browser)) {
        expect(result.skipped).toBeUndefined();
        expect(isGood(result), line(result)).toBe(true);
      }
    });
