import { under } from '#lib/base-path.ts';

const path = under('/console-worker.js');

/** The pages it covers; displays have a worker of their own. */
const scopes = [under('/console'), under('/sign-in')] as const;

/** Whether this browser can have a service worker on this page: it requires HTTPS, or localhost. */
export function mayHaveWorker(): boolean {
  return window.isSecureContext && 'serviceWorker' in navigator;
}

/** Installs the console's service worker if possible; without it only the offline page is missing. */
export async function installConsoleWorker(): Promise<void> {
  if (!mayHaveWorker()) return;
  for (const scope of scopes) await navigator.serviceWorker.register(path, { scope }).catch(() => undefined);
}

/** The worker that receives web push. */
export function consoleWorker(): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register(path, { scope: scopes[0] });
}
