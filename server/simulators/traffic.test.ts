import { expect, test } from 'vitest';
import { seededRandom } from './seeded-random.ts';
import { nextTide } from './traffic.ts';

test('a place that fills and empties never has fewer people than none, and is full in the end', () => {
  const rules = { capacity: 7, withIt: 0.1, againstIt: 0.05 };
  for (let seed = 0; seed < 50; seed++) {
    const random = seededRandom(seed);
    let occupancy = 0;
    let isRising = true;
    const seen = new Set<number>();
    for (let step = 0; step < 600; step++) {
      const next = nextTide(isRising, occupancy, rules, random);
      isRising = next.isRising;
      occupancy += next.in - next.out;
      seen.add(occupancy);
    }
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...seen)).toBeGreaterThanOrEqual(rules.capacity);
  }
});
