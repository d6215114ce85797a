'use client';

import { isEqual } from 'es-toolkit/predicate';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { type Api, ask, createApi } from '#lib/api/client.ts';
import type { ConsoleData } from '#lib/api/console-sidecar.ts';
import { ConsoleContext } from './console-context.ts';
import { createCommandStore } from './live/command-store.ts';
import { ConfigurationSync } from './live/configuration-sync.ts';
import { installConsoleWorker } from './live/console-worker.ts';
import { createElapsedClock } from './live/elapsed-clock.ts';
import { LiveConnection } from './live/live-connection.ts';
import { createLiveStore, type LiveState } from './live/live-store.ts';
import { rememberLostSince } from './live/lost-since.ts';
import { untilServed } from './until-ready.ts';

export interface ConsoleProviderProps {
  readonly data: ConsoleData;
  readonly renderedAt: number;
  readonly children: ReactNode;
}

/**
 * Holds the live state for every page of the console, and keeps the socket open while one of them is shown.
 * Removed parts of the configuration disappear, new ones appear.
 */
export function ConsoleProvider({ data, renderedAt, children }: ConsoleProviderProps) {
  const [parts] = useState(() => {
    const api = createApi();
    const live = createLiveStore(data, createElapsedClock());
    const commands = createCommandStore(api);
    return { api, live, commands, session: data.session, renderedAt };
  });
  const [sites, setSites] = useState(data.sites);
  const router = useRouter();

  useEffect(() => {
    const { api, live, commands } = parts;
    const configuration = new ConfigurationSync({
      read: () => readConfigured(api),
      apply: (configured, isReported) => {
        const before = live.getState();
        live.getState().applyConfiguration(configured);
        const now = live.getState();
        const isOther = keysOf(before) !== keysOf(now);
        setSites((known) => (isEqual(known, configured.sites) ? known : configured.sites));
        // The server-rendered parts of the page (settings, displays) are outdated as well. A refresh without
        // an answer would leave the page: it waits for a server that is still starting.
        if (isReported || isOther) void untilServed().then(() => router.refresh());
      },
    });
    const connection = new LiveConnection({ live, commands, configuration });
    const forget = rememberLostSince(live, localStorage);
    connection.start();
    void installConsoleWorker();
    // Prolongs the session of a tablet that is in use.
    void ask(api.GET('/api/auth/get-session')).then((session) => {
      if (session.ok && session.value === null) live.getState().signedOut();
    });
    return () => {
      connection.stop();
      forget();
    };
  }, [parts, router]);

  const value = useMemo(() => ({ ...parts, sites }), [parts, sites]);
  return <ConsoleContext value={value}>{children}</ConsoleContext>;
}

/** Undefined if there is no answer. */
async function readConfigured(api: Api): Promise<Omit<ConsoleData, 'session'> | undefined> {
  const [sites, zones, sensors] = await Promise.all([
    ask(api.GET('/api/v1/sites')),
    ask(api.GET('/api/v1/zones')),
    ask(api.GET('/api/v1/sensors')),
  ]);
  if (!sites.ok || !zones.ok || !sensors.ok) return undefined;
  return { sites: sites.value, zones: zones.value, sensors: sensors.value };
}

function keysOf({ zones, sensors }: Pick<LiveState, 'zones' | 'sensors'>): string {
  return [...Object.keys(zones), ...Object.keys(sensors)].toSorted().join(' ');
}
