import { type DocumentedFamily, documented } from '../documented-call.ts';
import { IndivdClient } from './client.ts';

const page = (what: string) => ({ what: `Sensor page: ${what}`, file: 'device-access.ts' });
const insights = { what: 'Insights', file: 'insights.ts' };

/** Indivd, How to query visitor data. */
export const indivdCalls: DocumentedFamily = {
  id: 'indivd',
  note: 'Every printed parameter and limit is checked before anything is sent (`queries.test.ts`).',
  calls: [
    documented(IndivdClient, 'lineCrosses', {
      call: 'GET /line_crosses/',
      uses: [{ what: 'Counting', file: 'driver.ts' }, page('export')],
      test: { file: 'client.test.ts', title: 'are those into and out of a zone' },
    }),
    documented(IndivdClient, 'zoneVisitors', {
      call: 'GET /zone_visitors/',
      uses: [insights, page('export, about the device')],
      test: {
        file: 'client.test.ts',
        title: 'are visits and what visitors did, by zone and day, with a comparison',
      },
    }),
    documented(IndivdClient, 'dropInRate', {
      call: 'GET /drop_in_rate/',
      uses: [insights, page('export')],
      test: { file: 'client.test.ts', title: 'is a summary, rows and zones, with a comparison' },
    }),
  ],
};
