// The worker of the counting page: it opens without a network. Nothing it keeps holds a number or needs a sign-in;
// passages wait in the page's own storage.

const cacheName = 'doorlight-count-1';
const answerWithinMs = 3000;

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(cacheName).then((cache) => cache.add('/count.js')));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([forgetOthers(), self.clients.claim()]));
});

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('doorlight-count-') && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isPage = request.mode === 'navigate' && pathname.startsWith('/count/');
  if (request.method !== 'GET' || origin !== location.origin || !(isPage || pathname === '/count.js')) return;
  event.respondWith(newestOf(request, isPage ? pathname : '/count.js'));
});

/** What the network says, or what is kept where it says nothing in time. */
async function newestOf(request, path) {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(path);
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok) await cache.put(path, answer.clone());
    return answer.ok || kept === undefined ? answer : kept;
  });
  if (kept === undefined) return asked;
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), answerWithinMs));
  return Promise.race([asked.catch(() => kept), late]);
}
