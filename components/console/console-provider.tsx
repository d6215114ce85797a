'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { ApiClient } from '#lib/api/client.ts';
import type { ConsoleData } from '#lib/api/console-sidecar.ts';
import { ConsoleContext } from './console-context.ts';
import { createOrderStore } from './live/command-store.ts';
import { installConsoleWorker } from './live/console-worker.ts';
import { createElapsedClock } from './live/elapsed-clock.ts';
import { LiveConnection } from './live/live-connection.ts';
import { createLiveStore } from './live/live-store.ts';
import { rememberLostSince } from './live/lost-since.ts';

export interface ConsoleProviderProps {
  readonly data: ConsoleData;
  readonly renderedAt: number;
  readonly children: ReactNode;
}

/** Holds what is live for every page of the console, and keeps the socket open while one of them is shown. */
export function ConsoleProvider({ data, renderedAt, children }: ConsoleProviderProps) {
  const [parts] = useState(() => {
    const api = new ApiClient();
    const live = createLiveStore(data, createElapsedClock());
    const orders = createOrderStore(api);
    return { api, live, orders, sites: data.sites, session: data.session, renderedAt };
  });

  useEffect(() => {
    const { api, live, orders } = parts;
    const connection = new LiveConnection({ live, orders });
    const forget = rememberLostSince(live, localStorage);
    connection.start();
    void installConsoleWorker();
    // Prolongs the session of a tablet that is in use.
    void api.session().then((session) => {
      if (session.ok && session.value === null) live.getState().signedOut();
    });
    return () => {
      connection.stop();
      forget();
    };
  }, [parts]);

  return <ConsoleContext value={parts}>{children}</ConsoleContext>;
}
