import { type DocumentedFamily, documented, received } from '../documented-call.ts';
import { Axis3dClient } from './client.ts';
import { HistoryClient } from './history-client.ts';
import { parsePush } from './push.ts';

const page = (what: string) => ({ what: `Sensor page: ${what}`, file: 'device-access.ts' });
const eachFormat = {
  file: 'device-access.test.ts',
  title: 'comes in each format that is offered, of each subject, by each resolution',
};

/** VAPIX, P8815-2 3D people counter API. */
export const axis3dCalls: DocumentedFamily = {
  id: 'axis-3d',
  note: 'Errors stand in answers of status 200: every documented code has its meaning (`driver.test.ts`).',
  calls: [
    documented(Axis3dClient, 'occupancy', {
      call: 'GET /a3dpc/api/occupancy',
      uses: [{ what: 'Counting', file: 'driver.ts' }, page('about the device')],
      test: { file: 'driver.test.ts', title: 'gives level and count in one request (%s)' },
    }),
    documented(HistoryClient, 'counts', {
      call: 'GET /a3dpc/api/export/json',
      uses: [{ what: 'Back-fill', file: 'history.ts' }],
      test: { file: 'client.test.ts', title: 'are what was walked (%s)' },
    }),
    documented(HistoryClient, 'countsFile', {
      call: 'GET /a3dpc/api/export/csv, /json (file)',
      uses: [page('export')],
      test: eachFormat,
    }),
    documented(HistoryClient, 'peaksFile', {
      call: 'GET /a3dpc/api/export_occupancy/csv, /json (file)',
      uses: [page('export')],
      test: eachFormat,
    }),
    documented(Axis3dClient, 'adjustOccupancy', {
      call: 'POST /axis-cgi/a3dpc.cgi adjustOccupancy',
      uses: [{ what: 'Adjust and reset', file: 'driver.ts' }],
      test: {
        file: 'driver.test.ts',
        title: 'asks as the vendor prints it, with a context of its own each time',
      },
    }),
    documented(Axis3dClient, 'restartPassthroughCountdown', {
      call: 'POST /axis-cgi/a3dpc.cgi restartPassthroughCountdown',
      uses: [page('commands')],
      test: { file: 'client.test.ts', title: 'restart the countdown of passers-by' },
    }),
    received(parsePush, {
      call: 'Data push (POST from the camera)',
      uses: [{ what: 'Counting: /push/axis-3d/{site}/{sensor}', file: 'driver.ts' }],
      test: { file: 'push.test.ts', title: 'is read as in the example' },
    }),
  ],
};
