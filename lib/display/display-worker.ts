// biome-ignore-all lint: the function is served as text and must run on any engine: plain ES5.
import type { WorkerScope } from './display-worker-scope.ts';

/**
 * The service worker of displays.
 *
 * @param waitingPage HTML that a screen shows while nothing can be reached
 * @param policy its Content-Security-Policy
 */
export function displayWorkerScript(waitingPage: string, policy: string): string {
  return `(${displayWorker})(self,${JSON.stringify(waitingPage)},${JSON.stringify(policy)})`;
}

/**
 * A screen that is switched on before the network or the server gets a page that waits, instead of the
 * browser's error page, on which it would stay for ever. It caches nothing: no light is ever shown from a
 * cache.
 */
export function displayWorker(w: WorkerScope, waitingPage: string, policy: string): void {
  var timeoutMs = 10000;

  function waiting() {
    var headers = {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy,
    };
    return new w.Response(waitingPage, { status: 503, headers: headers });
  }

  w.addEventListener('install', function () {
    w.skipWaiting();
  });
  w.addEventListener('activate', function (event) {
    event.waitUntil(w.clients.claim());
  });
  w.addEventListener('fetch', function (event) {
    var request = event.request;
    if (request.mode !== 'navigate' || request.method !== 'GET') return;
    event.respondWith(
      new w.Promise(function (resolve) {
        w.setTimeout(function () {
          resolve(waiting());
        }, timeoutMs);
        w.fetch(request).then(
          function (answer) {
            // 502 to 504: a proxy that is up before Doorlight.
            resolve(answer.status >= 502 && answer.status <= 504 ? waiting() : answer);
          },
          function () {
            resolve(waiting());
          },
        );
      }),
    );
  });
}
