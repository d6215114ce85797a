import { type DocumentedFamily, documented } from '../documented-call.ts';
import { AxisStereoClient } from './client.ts';

const page = (what: string) => ({ what: `Sensor page: ${what}`, file: 'device-access.ts' });
const aboutTest = { file: 'client.test.ts', title: 'frame rates, signal and parameters' };

/** VAPIX, 3D people counter API, old version. */
export const axisStereoCalls: DocumentedFamily = {
  id: 'axis-stereo',
  note: 'Nothing can be set on these cameras: an adjust is in software.',
  calls: [
    documented(AxisStereoClient, 'counts', {
      call: 'GET /stereo/people-counter/counts.json',
      uses: [{ what: 'Counting', file: 'driver.ts' }],
      test: {
        file: 'driver.test.ts',
        title: 'gives the counts of its day with one request a poll, once it knows the nonce',
      },
    }),
    documented(AxisStereoClient, 'exportCsv', {
      call: 'GET /stereo/people-counter/export.csv (method open)',
      uses: [{ what: 'Back-fill', file: 'history.ts' }],
      test: { file: 'client.test.ts', title: 'exports of the days that are asked for' },
    }),
    documented(AxisStereoClient, 'exportFile', {
      call: 'GET /stereo/people-counter/export.csv, export.json (method download)',
      uses: [page('export')],
      test: {
        file: 'device-access.test.ts',
        title: 'exports in each format that is offered, by each resolution',
      },
    }),
    documented(AxisStereoClient, 'frameRates', {
      call: 'GET /stereo/fps.json',
      uses: [page('about the device')],
      test: aboutTest,
    }),
    documented(AxisStereoClient, 'signal', {
      call: 'GET /stereo/io.json',
      uses: [page('about the device')],
      test: aboutTest,
    }),
    documented(AxisStereoClient, 'parameters', {
      call: 'GET /stereo/params.json',
      uses: [page('parameters')],
      test: aboutTest,
    }),
  ],
};
