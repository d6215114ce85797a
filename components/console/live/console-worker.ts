const path = '/console-worker.js';

/** The pages it stands in for; displays have a worker of their own. */
const scopes = ['/console', '/sign-in'] as const;

/** Whether this browser can have a worker on this page: it wants HTTPS, or the machine itself. */
export function mayHaveWorker(): boolean {
  return window.isSecureContext && 'serviceWorker' in navigator;
}

/** Installs the worker of the console where that can be; without it nothing is missing but the offline page. */
export async function installConsoleWorker(): Promise<void> {
  if (!mayHaveWorker()) return;
  for (const scope of scopes) await navigator.serviceWorker.register(path, { scope }).catch(() => undefined);
}

/** The worker that takes web push. */
export function consoleWorker(): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register(path, { scope: scopes[0] });
}
