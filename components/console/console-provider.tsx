'use client';

import { isEqual } from 'es-toolkit/predicate';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ask, createApi } from '#lib/api/client.ts';
import type { ConsoleData } from '#lib/api/console-sidecar.ts';
import { fetchSites } from '#lib/api/console-sites.ts';
import { basePath } from '#lib/base-path.ts';
import { siteCookie, siteOfAddress } from '#lib/console-focus.ts';
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
 * Removed parts of the configuration disappear, new ones appear. A user with many sites follows the one that the page is
 * about.
 */
export function ConsoleProvider({ data, renderedAt, children }: ConsoleProviderProps) {
  const [parts] = useState(() => {
    const api = createApi();
    const live = createLiveStore(data, createElapsedClock());
    const commands = createCommandStore(api);
    return { api, live, commands, renderedAt };
  });
  const [scope, setScope] = useState({ sites: data.sites, isMany: data.isMany });
  /** The site that was asked for last, and the one for which there was an answer. */
  const asked = useRef(data.isMany ? data.sites[0]?.id : undefined);
  const [answered, setAnswered] = useState(asked.current);
  const connection = useRef<LiveConnection>(undefined);
  const configuration = useRef<ConfigurationSync<unknown>>(undefined);
  const router = useRouter();

  useEffect(() => {
    const { api, live, commands } = parts;
    const sync = new ConfigurationSync({
      read: async () => {
        const focus = asked.current;
        const answer = await fetchSites(api, focus);
        return answer.ok ? { ...answer.value, focus } : undefined;
      },
      apply: ({ focus, ...configured }, isReported) => {
        const before = live.getState();
        const [first] = configured.sites;
        link.watch(configured.isMany && first !== undefined ? [first.id] : undefined);
        live.getState().applyConfiguration(configured);
        const now = live.getState();
        const isOther = keysOf(before) !== keysOf(now);
        const { sites, isMany } = configured;
        setScope((known) => (isEqual(known, { sites, isMany }) ? known : { sites, isMany }));
        setAnswered(focus);
        if (isMany && first !== undefined) remember(first.id);
        // The server-rendered parts of the page (settings, displays) are outdated as well. A refresh without
        // an answer would leave the page: it waits for a server that is still starting.
        if (isReported || isOther) void untilServed().then(() => router.refresh());
      },
    });
    const watch = asked.current === undefined ? undefined : [asked.current];
    const link = new LiveConnection({ live, commands, configuration: sync, watch });
    connection.current = link;
    configuration.current = sync;
    const forget = rememberLostSince(live, localStorage);
    link.start();
    void installConsoleWorker();
    // Prolongs the session of a tablet that is in use.
    void ask(api.GET('/api/auth/get-session')).then((session) => {
      if (session.ok && session.value === null) live.getState().signedOut();
    });
    return () => {
      link.stop();
      forget();
    };
  }, [parts, router]);

  const focusOn = useCallback((site: string) => {
    if (site === asked.current) return;
    asked.current = site;
    configuration.current?.connected();
  }, []);
  const wanted = useAddressedSite();
  const { isMany } = scope;
  useEffect(() => {
    if (isMany && wanted !== undefined) focusOn(wanted);
  }, [isMany, wanted, focusOn]);
  const isChanging = isMany && wanted !== undefined && wanted !== answered && wanted !== scope.sites[0]?.id;
  // What the user may do changes while the page is open, and comes with a refresh.
  const { session } = data;
  const value = useMemo(
    () => ({ ...parts, ...scope, session, isChanging, focusOn, socket: () => connection.current?.socket }),
    [parts, scope, session, isChanging, focusOn],
  );
  return <ConsoleContext value={value}>{children}</ConsoleContext>;
}

/** The site that the address of the page names. */
function useAddressedSite(): string | undefined {
  const query = useSearchParams();
  return siteOfAddress(`${usePathname()}?${query}`);
}

/** The next page begins with the same site. */
function remember(site: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is missing in Safari
  document.cookie = `${siteCookie}=${site}; path=${basePath === '' ? '/' : basePath}; max-age=31536000; samesite=lax`;
}

function keysOf({ zones, sensors }: Pick<LiveState, 'zones' | 'sensors'>): string {
  return [...Object.keys(zones), ...Object.keys(sensors)].toSorted().join(' ');
}
