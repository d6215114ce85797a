// biome-ignore-all lint: the function goes into the HTML as text and must run on any engine: plain ES5.
import type { WatchdogEvent, WatchdogOptions, WatchdogWindow } from './watchdog-window.ts';

/** `<script>` text that guards the page even if none of the page's scripts runs. */
export function watchdogScript(options: WatchdogOptions): string {
  return `(${watchdog})(window,${JSON.stringify(options)})`;
}

/**
 * Outside React and all bundles: takes the light off the screen when nothing valid came in time, the page was
 * frozen or the machine slept, and reloads the page when the live code never started or stays silent. It
 * reloads only when the server answers, so that a screen does not end on the browser's error page, with growing
 * intervals.
 */
export function watchdog(w: WatchdogWindow, options: WatchdogOptions): void {
  var document = w.document;
  var now = w.performance.now();
  var wall = w.Date.now();
  var navigation = w.performance.getEntriesByType('navigation')[0];
  var until = ((navigation && navigation.requestStart) || 0) + options.validForMs;
  var alive = false;
  var mustReload = false;
  var asking = false;
  var attempts = 0;
  try {
    attempts = Number(w.sessionStorage.getItem('doorlight-reloads')) || 0;
  } catch (_) {}
  var never = 1 / 0;
  var reloadAt = now + (options.retryMs || timeout());

  // After four pages whose live code never started, a new page every 3 s replaces it: its light is true, and
  // valid for longer.
  function timeout() {
    return attempts < 4 ? 10000 * w.Math.pow(2, attempts) * (0.8 + 0.4 * w.Math.random()) : 3000;
  }

  function remember(count: number) {
    attempts = count;
    try {
      w.sessionStorage.setItem('doorlight-reloads', String(count));
    } catch (_) {}
  }

  function expire() {
    until = -1;
    if (reloadAt === never) reloadAt = now + 10000 + timeout();
    var lights = document.querySelectorAll('[data-light]');
    for (var at = 0; at < lights.length; at++) {
      var light = lights[at];
      if (!light) continue;
      light.setAttribute('data-light', 'unknown');
      light.setAttribute('data-occupancy', '');
      light.setAttribute('data-expired', '');
    }
  }

  function askAndReload() {
    asking = true;
    var request = new w.XMLHttpRequest();
    request.onloadend = function () {
      asking = false;
      if (request.status > 0 && request.status < 500) {
        remember(attempts + 1);
        reloadAt = now + 10000;
        w.location.reload();
      } else {
        reloadAt = now + 2000 + 3000 * w.Math.random();
      }
    };
    request.open('HEAD', w.location.href);
    request.timeout = 5000;
    request.send();
  }

  function tick() {
    var before = now;
    var wallBefore = wall;
    now = w.performance.now();
    wall = w.Date.now();
    var apart = wall - wallBefore - (now - before);
    if (now >= until || apart >= 2000 || apart <= -2000) expire();
    if (now >= reloadAt && !asking) askAndReload();
  }

  function onError(event: WatchdogEvent) {
    var tag = event.target && event.target.tagName;
    if (tag === 'LINK') mustReload = true;
    if (tag === 'SCRIPT' && !alive) reloadAt = w.Math.min(reloadAt, now + 2500 + 1000 * w.Math.random());
    if (tag === 'LINK') reloadAt = w.Math.min(reloadAt, now + timeout());
  }

  w.doorlight = {
    feed: function (validForMs) {
      tick();
      alive = true;
      until = now + validForMs;
      if (!mustReload) {
        reloadAt = never;
        if (attempts) remember(0);
      }
      var expired = document.querySelectorAll('[data-expired]');
      for (var at = 0; at < expired.length; at++) {
        var light = expired[at];
        if (light) light.removeAttribute('data-expired');
      }
    },
    reload: function (withinMs) {
      mustReload = true;
      reloadAt = w.performance.now() + withinMs * w.Math.random();
    },
  };

  w.addEventListener('error', onError, true);
  w.addEventListener('pagehide', expire);
  w.addEventListener('pageshow', function (event) {
    if (event.persisted) expire();
  });
  document.addEventListener('freeze', expire);
  document.addEventListener('resume', tick);
  w.setInterval(tick, 250);
  tick();
}
