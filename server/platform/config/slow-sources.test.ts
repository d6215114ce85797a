import { expect, it } from 'vitest';
import { families } from '#server/sensors/registry.ts';
import { parseSites } from './site-file.ts';
import { slowSources } from './slow-sources.ts';

function slowOf(source: object) {
  const site = {
    id: 'bern',
    name: 'Bern',
    timezone: 'Europe/Zurich',
    sensors: [
      { id: 'door', driver: 'axis-3d', url: 'http://10.0.0.1' },
      { id: 'cloud', driver: 'indivd', url: 'https://api.indivd.com/api/v1', token: 'T' },
    ],
    zones: [{ id: 'store', name: 'Store', capacity: 20, sources: [{ sensor: 'door' }, source] }],
  };
  return parseSites({ sites: [site] }, { families, variables: {} }).sites.flatMap((each) =>
    slowSources(each),
  );
}

it('are reported with how long their light would go on', () => {
  expect(slowOf({ sensor: 'cloud', channel: '201' })).toEqual([
    { zone: 'store', sensor: 'cloud', pollMs: 900_000, staleAfterMs: 2_700_000 },
  ]);
});

it('are none where nobody waits for them', () => {
  expect(slowOf({ sensor: 'cloud', channel: '201', optional: true })).toEqual([]);
});
