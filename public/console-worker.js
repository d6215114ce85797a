// The console's worker, for two things that need one: it stands in when a page cannot be reached, and shows the
// alerts that arrive by web push, also while no page of Doorlight is open.
//
// It keeps one page, which holds no number. Everything else goes to the network as if it were not there: what the
// console shows is live or marked as not live, never remembered.

const cacheName = 'doorlight-console-1';
/** The path below which Doorlight is reached, where it has one. */
const base = new URL('.', self.location.href).pathname.replace(/\/$/, '');
const offlinePath = `${base}/offline`;
let isKept = false;

self.addEventListener('install', (event) => {
  self.skipWaiting();
  // A worker without its page is still good for alerts.
  event.waitUntil(keepOfflinePage().catch(() => undefined));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([forgetOthers(), self.clients.claim()]));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode !== 'navigate' || request.method !== 'GET') return;
  const answer = fetch(request);
  event.respondWith(answer.catch(offlinePage));
  // Once in the worker's life: the page follows the language of the browser and the version of Doorlight.
  if (!isKept) event.waitUntil(answer.then(keepOfflinePage).catch(() => undefined));
});

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('doorlight-console-') && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function offlinePage() {
  const kept = await caches.match(offlinePath, { cacheName });
  return kept ?? Response.error();
}

/** Keeps the page in one piece: without the scripts of the console, with its styles inside. */
async function keepOfflinePage() {
  const page = await fetch(offlinePath, { cache: 'no-store', credentials: 'omit' });
  if (!page.ok) return;
  const html = await page.text();
  const sheets = [...html.matchAll(/<link\b[^>]*\brel="stylesheet"[^>]*>/g)].map(([link]) => link);
  const styles = await Promise.all(
    sheets.map(async (link) => {
      const href = /\bhref="([^"]+)"/.exec(link)?.[1];
      const sheet = href === undefined ? undefined : await fetch(href);
      return sheet?.ok ? sheet.text() : '';
    }),
  );
  const style = styles.join('\n');
  const script = `(${offlineScript})(${JSON.stringify(base)})`;
  const whole = html
    .replace(/<script\b[\s\S]*?<\/script>/g, '')
    .replace(/<link\b[^>]*>/g, '')
    .replace('</head>', () => `<style>${style}</style></head>`)
    .replace('</body>', () => `<script>${script}</script></body>`);
  const [styleHash, scriptHash] = await Promise.all([style, script].map(sha256));
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      `default-src 'none'; script-src ${scriptHash}; style-src ${styleHash}; font-src 'self'; img-src 'self'; ` +
      "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  };
  const cache = await caches.open(cacheName);
  await cache.put(offlinePath, new Response(whole, { headers }));
  isKept = true;
}

/** A text as a Content-Security-Policy names it. */
async function sha256(text) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}

/** Runs in the page: says since when, and goes back as soon as Doorlight answers. */
function offlineScript(base) {
  // The console writes it when its connection is lost; `components/console/live/lost-since.ts`.
  const key = 'doorlight-lost-since';
  let since = Date.now();
  try {
    since = Number(localStorage.getItem(key)) || since;
    localStorage.setItem(key, String(since));
  } catch {
    // Nothing can be kept in this browser: it is since now.
  }
  const { lang } = document.querySelector('[data-offline]');
  const isToday = new Date(since).toDateString() === new Date().toDateString();
  const day = isToday ? {} : { day: 'numeric', month: 'short' };
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...day };
  const line = document.querySelector('[data-since]');
  line.textContent = line.dataset.since.replace('{time}', new Date(since).toLocaleString(lang, clock));
  const again = () => location.reload();
  document.querySelector('button').addEventListener('click', again);
  addEventListener('online', again);
  setInterval(() => {
    fetch(`${base}/healthz`, { cache: 'no-store' }).then(
      ({ ok }) => ok && again(),
      () => undefined,
    );
  }, 4000);
}

self.addEventListener('push', (event) => {
  const { title, body, tag, path } = event.data?.json() ?? {};
  if (typeof title !== 'string') return;
  event.waitUntil(self.registration.showNotification(title, { body, tag, renotify: true, data: { path } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path ?? `${base}/console/alerts`));
});

async function open(path) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find(({ url }) => new URL(url).pathname.startsWith(`${base}/console`));
  if (page === undefined) return self.clients.openWindow(path);
  await page.focus();
  // A page that this worker does not control yet cannot be led elsewhere from here.
  return page.navigate(path).catch(() => self.clients.openWindow(path));
}
