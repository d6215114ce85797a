import { type DocumentedFamily, documented, received } from '../documented-call.ts';
import { GatewayClient } from './gateway-client.ts';
import { parsePush } from './parse-push.ts';
import { V5Client } from './v5-client.ts';
import { V5Session } from './v5-session.ts';

const gatewayPage = (what: string) => ({ what: `Sensor page: ${what}`, file: 'gateway-device-access.ts' });
const sensorPage = (what: string) => ({ what: `Sensor page: ${what}`, file: 'v5-device-access.ts' });
const insights = { what: 'Insights', file: 'gateway-insights.ts' };
const gateway = (title: string) => ({ file: 'gateway-client.test.ts', title });
const sensor = (title: string) => ({ file: 'v5-client.test.ts', title });
const pushed = { what: 'Counting: /push/xovis/{site}/{sensor}', file: 'driver.ts' };

/** Xovis: the gateway's (or cloud's) API, and that of sensors with firmware 5. */
export const xovisCalls: DocumentedFamily = {
  id: 'xovis',
  note:
    'Those without a version are of a gateway or the cloud, whose key is sent in each of the three printed ways; those ' +
    'below `/api/v5` are of the sensor itself, for `singlesensor`, `multisensor` and `multisensors/{id}`.',
  calls: [
    documented(GatewayClient, 'currentOccupancy', {
      call: 'GET /occupancy/current',
      uses: [{ what: 'Counting', file: 'gateway-driver.ts' }],
      test: gateway('for its occupancy names the location'),
    }),
    documented(GatewayClient, 'sensors', {
      call: 'GET /sensors',
      uses: [gatewayPage('about the device')],
      test: gateway('for its sensors gives them in our words'),
    }),
    documented(GatewayClient, 'intervalCounts', {
      call: 'GET /counts/interval',
      uses: [{ what: 'Back-fill', file: 'gateway-past.ts' }, gatewayPage('export')],
      test: { file: 'past-counts.test.ts', title: 'is its intervals where these name their zones' },
    }),
    documented(GatewayClient, 'hourlyCounts', {
      call: 'GET /counts/hourly',
      uses: [insights, gatewayPage('export')],
      test: gateway('gives hours'),
    }),
    documented(GatewayClient, 'dataCount', {
      call: 'GET /data/count',
      uses: [{ what: 'Back-fill', file: 'gateway-past.ts' }, gatewayPage('export')],
      test: gateway('gives hours or days with those who passed by, of one zone too'),
    }),
    documented(GatewayClient, 'queueStatus', {
      call: 'GET /queue/status',
      uses: [{ what: 'Counting', file: 'gateway-driver.ts' }, insights],
      test: gateway('for its queues gives how many wait in each'),
    }),
    documented(GatewayClient, 'dwell', {
      call: 'GET /zones/{id}/dwell',
      uses: [insights],
      test: gateway('for a dwell time gives milliseconds'),
    }),
    documented(GatewayClient, 'paths', {
      call: 'GET /analytics/paths',
      uses: [insights],
      test: gateway('for paths gives how many went from zone to zone, or says that they are switched off'),
    }),
    received(parsePush, {
      call: 'Webhooks (POST from the gateway)',
      uses: [pushed],
      test: { file: 'parse-push.test.ts', title: 'of a zone is its level' },
    }),
    documented(V5Session, 'send', {
      call: 'POST /api/v5/users/login',
      uses: [{ what: 'Every call of a sensor', file: 'v5-client.ts' }],
      test: { file: 'v5-session.test.ts', title: 'is one login for many requests' },
    }),
    documented(V5Client, 'liveLogics', {
      call: 'GET /api/v5/…/data/live/logics',
      uses: [{ what: 'Counting', file: 'v5-driver.ts' }],
      test: sensor('for its logics'),
    }),
    documented(V5Client, 'liveCounts', {
      call: 'GET /api/v5/…/data/live/counts',
      uses: [sensorPage('about the device')],
      test: sensor('for its counts'),
    }),
    documented(V5Client, 'resetLogic', {
      call: 'POST /api/v5/…/data/live/logics/{id}/reset',
      uses: [{ what: 'Sensor page: commands', file: 'v5-driver.ts' }],
      test: {
        file: 'device-access.test.ts',
        title: 'tells what a line counted until its counters were reset',
      },
    }),
    documented(V5Client, 'resetCounts', {
      call: 'POST /api/v5/…/data/live/counts/reset',
      uses: [sensorPage('commands')],
      test: {
        file: 'device-access.test.ts',
        title: 'resets all its counters at once, and tells them all before',
      },
    }),
    documented(V5Client, 'history', {
      call: 'GET /api/v5/…/data/history/logics',
      uses: [{ what: 'Back-fill', file: 'v5-driver.ts' }, sensorPage('export')],
      test: sensor('for its history'),
    }),
    documented(V5Client, 'deviceInfo', {
      call: 'GET /api/v5/device/info',
      uses: [{ what: 'Identity', file: 'v5-driver.ts' }, sensorPage('about the device')],
      test: sensor('which device it is'),
    }),
    received(parsePush, {
      call: 'Push agents: LOGICS',
      uses: [pushed],
      test: {
        file: 'parse-push.test.ts',
        title: 'is what lines counted in each record, and the people in zones at its end',
      },
    }),
    received(parsePush, {
      call: 'Push agents: LIVE_DATA',
      uses: [pushed],
      test: { file: 'parse-push.test.ts', title: 'is what happened, without who it was' },
    }),
    received(parsePush, {
      call: 'Push agents: the older format',
      uses: [pushed],
      test: {
        file: 'parse-push.test.ts',
        title: 'is what lines counted and whom zones held, one or several of each',
      },
    }),
  ],
};
