import { useEffect, useState } from 'react';
import { ask } from '#lib/api/client.ts';
import { useConsole } from '../console-context.ts';
import { consoleWorker, mayHaveWorker } from '../live/console-worker.ts';

/** Sites whose alerts this browser receives; the subscription itself does not contain them. */
const storageKey = 'doorlight-alert-sites';

export type PushState = 'asking' | 'insecure' | 'unsupported' | 'denied' | 'off' | 'on' | 'failed';

export interface Push {
  readonly state: PushState;
  setEnabled(isOn: boolean): Promise<void>;
}

/** Whether this browser receives a site's alerts, and a function to change it. */
export function usePush(site: string): Push {
  const { api } = useConsole();
  const [state, setState] = useState<PushState>('asking');

  useEffect(() => {
    setState(possibleState() ?? (pushSites().includes(site) ? 'on' : 'off'));
  }, [site]);

  const setEnabled = async (isOn: boolean) => {
    const params = { path: { site } };
    setState('asking');
    try {
      if (isOn) {
        if ((await Notification.requestPermission()) !== 'granted') return setState('denied');
        const subscription = await subscribe(async () => {
          const key = await ask(api.GET('/api/v1/alerts/push-key'));
          if (!key.ok) throw new Error('no key');
          return key.value.publicKey;
        });
        const answer = await ask(
          api.PUT('/api/v1/sites/{site}/alerts/push', { params, body: keysOf(subscription) }),
        );
        if (!answer.ok) return setState('failed');
        reportPush(site, true);
        return setState('on');
      }
      const subscription = await (await consoleWorker()).pushManager.getSubscription();
      if (subscription) {
        const query = { endpoint: subscription.endpoint };
        await ask(api.DELETE('/api/v1/sites/{site}/alerts/push', { params: { ...params, query } }));
      }
      reportPush(site, false);
      if (pushSites().length === 0) await subscription?.unsubscribe();
      setState('off');
    } catch {
      setState('failed');
    }
  };
  return { state, setEnabled };
}

/** Why notifications are not possible; undefined if they are. */
function possibleState(): PushState | undefined {
  if (!window.isSecureContext) return 'insecure';
  if (!mayHaveWorker() || !('PushManager' in window)) return 'unsupported';
  return Notification.permission === 'denied' ? 'denied' : undefined;
}

/** What a push service needs to know of a browser. */
function keysOf(subscription: PushSubscription) {
  const { p256dh = '', auth = '' } = subscription.toJSON().keys ?? {};
  return { endpoint: subscription.endpoint, keys: { p256dh, auth } };
}

async function subscribe(publicKey: () => Promise<string>): Promise<PushSubscription> {
  const registration = await consoleWorker();
  const known = await registration.pushManager.getSubscription();
  if (known !== null) return known;
  const applicationServerKey = await publicKey();
  await activated(registration);
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

/** Waits until the worker is active: during its installation it cannot subscribe. */
function activated({ active, installing, waiting }: ServiceWorkerRegistration): Promise<void> {
  const worker = installing ?? waiting;
  if (active !== null || worker === null) return Promise.resolve();
  return new Promise((resolve) => {
    worker.addEventListener('statechange', () => worker.state === 'activated' && resolve());
  });
}

function pushSites(): readonly string[] {
  return (localStorage.getItem(storageKey) ?? '').split(' ').filter((site) => site !== '');
}

function reportPush(site: string, isOn: boolean): void {
  const others = pushSites().filter((other) => other !== site);
  localStorage.setItem(storageKey, [...others, ...(isOn ? [site] : [])].join(' '));
}
