// biome-ignore-all lint: the function goes into the HTML as text and must run on any engine: plain ES5.
import { basePath } from '#lib/base-path.ts';
import type { PairingAnswer, PairingWindow } from './pairing-window.ts';

/** `<script>` text of the page that a new screen opens. */
export function pairingScript(): string {
  return `(${pairingScreen})(window,${JSON.stringify(basePath)})`;
}

/**
 * Shows a code until somebody has entered it, then opens the display. It first tries the display this screen
 * was before, for a screen that lost its cookie. Every failure is retried for ever; an expired code is never
 * left on the screen.
 */
export function pairingScreen(w: PairingWindow, base: string): void {
  var memory = 'doorlight-display';
  var pairing = base + '/api/v1/displays/pairing';
  var ticket = '';
  var voidAt = 0;

  function later(what: () => void, ms: number) {
    w.setTimeout(what, ms * (0.8 + 0.4 * w.Math.random()));
  }

  function ask(method: string, url: string, done: (status: number, answer: PairingAnswer) => void) {
    var request = new w.XMLHttpRequest();
    request.onloadend = function () {
      var answer = {};
      try {
        answer = w.JSON.parse(request.responseText) || {};
      } catch (_) {}
      done(request.status, answer);
    };
    request.open(method, url);
    request.timeout = 8000;
    request.send();
  }

  function recall() {
    try {
      var path = w.localStorage.getItem(memory) || '';
      return /^\/display\/[a-z0-9-]+\/[a-z0-9-]+(\?key=[^#]*)?$/.test(path) ? path : '';
    } catch (_) {
      return '';
    }
  }

  function remember(path: string) {
    try {
      if (path) w.localStorage.setItem(memory, path);
      else w.localStorage.removeItem(memory);
    } catch (_) {}
  }

  function show(code: string) {
    var page = w.document.querySelector('[data-pairing]');
    var text = w.document.querySelector('[data-pairing-code]');
    var address = w.document.querySelector('[data-pairing-address]');
    var picture = w.document.querySelector('[data-pairing-qr]');
    if (text) text.textContent = code;
    if (address) address.textContent = w.location.host + base + '/console/displays/pair';
    if (picture && code) picture.setAttribute('src', pairing + '/' + ticket + '/qr');
    if (page) page.setAttribute('data-pairing', code ? 'code' : 'moment');
  }

  function recover() {
    var path = recall();
    if (!path) return offer();
    ask('GET', base + '/api/v1' + path.replace('/display/', '/displays/'), function (status) {
      if (status === 200) w.location.replace(base + path);
      else if (status >= 400 && status < 500 && status !== 429) {
        remember('');
        offer();
      } else later(recover, 3000);
    });
  }

  function offer() {
    ask('POST', pairing, function (status, answer) {
      if (status === 200 && answer.code && answer.ticket) {
        ticket = answer.ticket;
        voidAt = w.performance.now() + (answer.validForMs || 0);
        show(answer.code);
        later(poll, 2000);
      } else {
        show('');
        later(offer, 5000);
      }
    });
  }

  function poll() {
    if (w.performance.now() >= voidAt) return offer();
    ask('GET', pairing + '/' + ticket, function (status, answer) {
      if (status === 200 && answer.path) {
        remember(answer.path);
        w.location.replace(base + answer.path);
      } else if (status === 404) offer();
      else later(poll, 2000);
    });
  }

  recover();
}
