// biome-ignore-all lint: the function is served as text and must run on any engine: plain ES5.
import type { PublicSite } from '../contract/public-site.ts';
import type { FollowRequest, FollowStream, FollowWindow } from './browser-window.ts';

/**
 * Follows the public state of a site: by its events, and if these do not arrive by polling every other second.
 * The listener gets null as soon as nothing new came in time, the page was stopped or the machine slept: what
 * it shows may then be outdated.
 *
 * @param address of the site in the public API, without trailing slash
 * @param validUntil monotonic time until which the current content of the page may be shown
 */
export function follow(
  w: FollowWindow,
  address: string,
  validUntil: number,
  listener: (site: PublicSite | null) => void,
): void {
  var document = w.document;
  var longestMs = 5000;
  var now = w.performance.now();
  var wall = w.Date.now();
  var until = validUntil;
  var heard = now;
  var isShown = true;
  var isPaused = false;
  var streamAfter = 0;
  var stream: FollowStream | null = null;
  var request: FollowRequest | null = null;
  var timer: unknown;
  var generation = 0;

  function accept(text: string, asked: number) {
    var site: PublicSite;
    var before = generation;
    tick();
    // The page was stopped: this may have waited in a buffer meanwhile.
    if (generation !== before) return;
    try {
      site = w.JSON.parse(text);
    } catch (_) {
      return;
    }
    var valid = longestMs;
    for (var at = 0; at < site.zones.length; at++) {
      var zone = site.zones[at];
      if (zone) valid = w.Math.min(valid, zone.validForMs);
    }
    heard = now;
    if (asked + valid <= now) return;
    until = asked + valid;
    isShown = true;
    listener(site);
  }

  function expire() {
    until = -1;
    if (isShown) listener(null);
    isShown = false;
  }

  function stop() {
    generation++;
    if (stream) stream.close();
    if (request) {
      request.onloadend = null;
      request.abort();
    }
    stream = request = null;
    w.clearTimeout(timer);
  }

  function start() {
    stop();
    heard = w.performance.now();
    if (isPaused) return;
    if (w.EventSource && heard >= streamAfter) listen(new w.EventSource(address + '/events'));
    else ask();
  }

  function listen(opened: FollowStream) {
    stream = opened;
    opened.onmessage = function (event) {
      if (stream === opened) accept(event.data, w.performance.now());
    };
    opened.onerror = function () {
      if (stream === opened) askInstead();
    };
  }

  // Refused, cut, or delayed on the way: late data of such a stream must not be trusted.
  function askInstead() {
    streamAfter = w.performance.now() + 20000 + 20000 * w.Math.random();
    start();
  }

  function ask() {
    var asked = w.performance.now();
    var asking = new w.XMLHttpRequest();
    request = asking;
    asking.onloadend = function () {
      request = null;
      timer = w.setTimeout(start, 2000 + 500 * w.Math.random());
      // From a cache on the way: as old as its `Age` header says.
      var age = Number(asking.getResponseHeader('Age')) || 0;
      if (asking.status === 200) accept(asking.responseText, asked - 1000 * age);
    };
    asking.open('GET', address);
    asking.timeout = 4000;
    asking.send();
  }

  function tick() {
    var passed = w.performance.now() - now;
    var apart = w.Date.now() - wall - passed;
    now += passed;
    wall += passed + apart;
    if (passed >= 2000 || apart >= 2000 || apart <= -2000) {
      expire();
      start();
    } else if (now >= until) {
      expire();
      if (stream && now - heard >= longestMs) askInstead();
    }
  }

  function pause() {
    isPaused = true;
    expire();
    stop();
  }

  function resume() {
    isPaused = document.visibilityState === 'hidden';
    start();
  }

  document.addEventListener('visibilitychange', function () {
    if (document.visibilityState === 'hidden') pause();
    else resume();
  });
  document.addEventListener('freeze', pause);
  w.addEventListener('pagehide', pause);
  w.addEventListener('pageshow', function (event) {
    if (event.persisted) resume();
  });
  w.setInterval(tick, 250);
  tick();
  if (document.visibilityState === 'hidden') pause();
  else start();
}
