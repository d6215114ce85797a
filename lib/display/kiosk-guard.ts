// biome-ignore-all lint: the function goes into the HTML as text and must run on any engine: plain ES5.
import { under } from '#lib/base-path.ts';
import type { KioskEvent, KioskWakeLock, KioskWindow } from './kiosk-guard-window.ts';

/** Address and scope of the displays' service worker. */
export const displayWorkerPath = '/display-worker.js';
const scope = '/display';

/** `<script>` text of the kiosk guard. */
export function kioskGuardScript(): string {
  return `(${kioskGuard})(window,${JSON.stringify({ worker: under(displayWorkerPath), scope: under(scope) })})`;
}

/**
 * Guards a screen that runs for years: keeps it awake, prevents zoom, selection and menus, moves the picture
 * slightly every other minute against burn-in, and installs the worker that waits for the server in the morning
 * (if the page uses a secure connection).
 */
export function kioskGuard(
  w: KioskWindow,
  options: { readonly worker: string; readonly scope: string },
): void {
  var document = w.document;
  var navigator = w.navigator;
  var lock: KioskWakeLock | null = null;
  var isAsking = false;
  // Around the centre, by one step at most; each position is adjacent to the one before.
  var places = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [-1, 1],
    [-1, 0],
    [-1, -1],
    [0, -1],
    [1, -1],
  ];
  var place = 0;

  function prevent(event: KioskEvent) {
    event.preventDefault();
  }

  function preventZoom(event: KioskEvent) {
    if (event.ctrlKey || event.metaKey) prevent(event);
  }

  function preventZoomKey(event: KioskEvent) {
    if (/^[-+=0]$/.test(event.key || '')) preventZoom(event);
  }

  function keepAwake() {
    if (!navigator.wakeLock || lock || isAsking || document.visibilityState !== 'visible') return;
    isAsking = true;
    navigator.wakeLock.request('screen').then(
      function (granted) {
        isAsking = false;
        lock = granted;
        granted.addEventListener('release', function () {
          lock = null;
        });
      },
      function () {
        isAsking = false;
      },
    );
  }

  function shift() {
    place = (place + 1) % places.length;
    var at = places[place] || [0, 0];
    var style = document.documentElement.style;
    style.setProperty('--shift-x', String(at[0]));
    style.setProperty('--shift-y', String(at[1]));
  }

  var prevented = ['contextmenu', 'selectstart', 'dragstart', 'gesturestart'];
  for (var at = 0; at < prevented.length; at++) document.addEventListener(prevented[at] || '', prevent);
  document.addEventListener('wheel', preventZoom, { passive: false });
  document.addEventListener('keydown', preventZoomKey);
  document.addEventListener('visibilitychange', keepAwake);
  w.setInterval(keepAwake, 30000);
  w.setInterval(shift, 120000);
  keepAwake();
  if (navigator.serviceWorker) {
    var lang = (document.querySelector('main[lang]') || document.documentElement).getAttribute('lang');
    navigator.serviceWorker
      .register(options.worker + '?lang=' + lang, { scope: options.scope })
      ['catch'](function () {});
  }
}
