// Shows the alerts that arrive by web push, also while no page of Doorlight is open. It touches no request.

self.addEventListener('push', (event) => {
  const { title, body, tag, path } = event.data?.json() ?? {};
  if (typeof title !== 'string') return;
  event.waitUntil(self.registration.showNotification(title, { body, tag, renotify: true, data: { path } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path ?? '/console/alerts'));
});

async function open(path) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find(({ url }) => new URL(url).pathname.startsWith('/console'));
  if (page === undefined) return self.clients.openWindow(path);
  await page.focus();
  // A page that another worker controls cannot be led elsewhere from here.
  return page.navigate(path).catch(() => self.clients.openWindow(path));
}
