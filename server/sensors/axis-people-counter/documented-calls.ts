import { type DocumentedFamily, documented } from '../documented-call.ts';
import { AxisPeopleCounterClient } from './client.ts';
import { HistoryClient } from './history-client.ts';
import { MaintenanceClient } from './maintenance-client.ts';

const page = (what: string) => ({ what: `Sensor page: ${what}`, file: 'device-access.ts' });
const counting = { what: 'Counting', file: 'driver.ts' };
const backfill = { what: 'Back-fill', file: 'history.ts' };
const eachFormat = {
  file: 'device-access.test.ts',
  title: 'comes in each format that is offered, of each subject, by each resolution',
};
const client = (title: string) => ({ file: 'client.test.ts', title });

/** VAPIX, People counter API. */
export const axisPeopleCounterCalls: DocumentedFamily = {
  id: 'axis-people-counter',
  note:
    'Asked for under `/local/tvpc`, `/tvpc`, and `/local/people-counter` with `/local/occupancy-estimator`; the one ' +
    'that answered is remembered. What some firmware keeps to operators is asked for under `.apioperator`, too.',
  calls: [
    documented(AxisPeopleCounterClient, 'liveSum', {
      call: 'GET .api?live-sum.json',
      uses: [counting],
      test: {
        file: 'driver.test.ts',
        title: 'asks live-sum.json alone for counts, and gives them with the date of the device',
      },
    }),
    documented(AxisPeopleCounterClient, 'liveOccupancy', {
      call: 'GET .api?live-occupancy.json',
      uses: [counting],
      test: {
        file: 'driver.test.ts',
        title: 'asks live-occupancy.json alone for levels, in both spellings, below 0 too',
      },
    }),
    documented(AxisPeopleCounterClient, 'resetOccupancy', {
      call: 'GET .api?occupancy-reset&occ=N',
      uses: [{ what: 'Adjust and reset', file: 'driver.ts' }],
      test: { file: 'driver.test.ts', title: 'is taken when the device answers %s' },
    }),
    documented(HistoryClient, 'storedDays', {
      call: 'GET .api?list-cnt.json',
      uses: [page('stored days')],
      test: client('are those with walks, in the calendar of the device'),
    }),
    documented(HistoryClient, 'countsBinary', {
      call: 'GET .api?export-cnt',
      uses: [page('export')],
      test: eachFormat,
    }),
    documented(HistoryClient, 'countsFile', {
      call: 'GET .api?export-csv',
      uses: [page('export')],
      test: eachFormat,
    }),
    documented(HistoryClient, 'counts', {
      call: 'GET .api?export-json',
      uses: [backfill],
      test: client('are what was walked (%s)'),
    }),
    documented(HistoryClient, 'countsFile', {
      call: 'GET .api?export-json (file)',
      uses: [page('export')],
      test: eachFormat,
    }),
    documented(HistoryClient, 'countsFile', {
      call: 'GET .api?export-xml',
      uses: [page('export')],
      test: eachFormat,
    }),
    documented(HistoryClient, 'occupancy', {
      call: 'GET .api?occupancy-export-json',
      uses: [backfill],
      test: client('is what was inside, minute by minute (%s)'),
    }),
    documented(HistoryClient, 'occupancyFile', {
      call: 'GET .api?occupancy-export-csv, -json, -xml (file)',
      uses: [page('export')],
      test: eachFormat,
    }),
    documented(MaintenanceClient, 'linePlacement', {
      call: 'GET .api?cntpos.json',
      uses: [page('where it counts')],
      test: client('lies where the device says'),
    }),
    documented(MaintenanceClient, 'parameters', {
      call: 'GET .api?params.json',
      uses: [page('parameters, about the device')],
      test: client('are read with the names that set them'),
    }),
    documented(MaintenanceClient, 'setParameters', {
      call: 'POST .apioperator?setparams&name=value (AXIS OS 5.60 and later)',
      uses: [page('parameters')],
      test: client('are set in the form that the device obeys (%s)'),
    }),
    documented(MaintenanceClient, 'setParameters', {
      call: 'POST .apioperator?setparams with p1=…&v1=… (before AXIS OS 5.60)',
      uses: [page('parameters')],
      test: client('are set in the form that the device obeys (%s)'),
    }),
    documented(MaintenanceClient, 'logs', {
      call: 'GET .apioperator?show-logs',
      uses: [page('logs')],
      test: client('are shown, and come as an archive'),
    }),
    documented(MaintenanceClient, 'logArchive', {
      call: 'GET .apioperator?generate-logs',
      uses: [page('logs')],
      test: client('are shown, and come as an archive'),
    }),
    documented(MaintenanceClient, 'clearData', {
      call: 'GET .apioperator?clear-data',
      uses: [page('commands')],
      test: client('leaves no stored day'),
    }),
  ],
};
