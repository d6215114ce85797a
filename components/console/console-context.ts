import { createContext, useContext, useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Api } from '#lib/api/client.ts';
import type { Session } from '#lib/api/session.ts';
import type { Path } from '#lib/contract/path.ts';
import type { Site } from '#lib/contract/site.ts';
import { nameOfSensor } from '#lib/names.ts';
import type { Command, CommandStore } from './live/command-store.ts';
import type { LiveSocket } from './live/live-connection.ts';
import type { LiveState, LiveStore } from './live/live-store.ts';
import { mayConfigure, mayOperate } from './permissions.ts';

/** The shared services of the console. */
export interface Console {
  readonly api: Api;
  readonly live: LiveStore;
  readonly commands: CommandStore;
  /** The sites that the pages are about: all, or one of many. They follow the configuration. */
  readonly sites: readonly Site[];
  /** Whether there are more sites than `sites`: the pages are about one at a time. */
  readonly isMany: boolean;
  /** Whether the page is about a site that has not come yet. */
  readonly isChanging: boolean;
  /** Makes the pages be about another of many sites. */
  focusOn(site: string): void;
  /** The socket; undefined before it is opened. */
  socket(): LiveSocket | undefined;
  readonly session: Session;
  /** Epoch ms of the server when it rendered the page. */
  readonly renderedAt: number;
}

export const ConsoleContext = createContext<Console | null>(null);

export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (console === null) throw new Error('used outside of <ConsoleProvider>');
  return console;
}

/** A part of the live state; the component renders again when it changes (shallow comparison). */
export function useLive<T>(select: (state: LiveState) => T): T {
  return useStore(useConsole().live, useShallow(select));
}

/** The last command to a zone from this page. */
export function useZoneCommand(zone: Path): Command | undefined {
  return useStore(useConsole().commands, ({ commands }) => commands[zone]);
}

/** What people call a sensor, by its site and id. Names change too rarely to be followed. */
export function useSensorName(): (site: string, sensor: string) => string {
  const { live } = useConsole();
  return (site, sensor) =>
    nameOfSensor({ sensor, title: live.getState().sensors[`${site}/${sensor}`]?.title });
}

/** Whether the page is connected, so that what is shown moves and what is asked arrives. */
export function useIsLive(): boolean {
  return useLive(({ connection }) => connection === 'live' || connection === 'connecting');
}

/** Whether there are several sites, here or on the wall. */
export function useHasSeveral(): boolean {
  const { sites, isMany } = useConsole();
  return isMany || sites.length > 1;
}

/**
 * The site that a page is about, empty if there is none, and a function to choose another: of a few it is the page's own, of
 * many that of all pages, which the header names.
 */
export function useChosenSite(): readonly [site: string, choose: (site: string) => void] {
  const { sites, isMany, focusOn } = useConsole();
  const first = sites[0]?.id ?? '';
  const [own, setOwn] = useState(first);
  return isMany ? [first, focusOn] : [own, setOwn];
}

/** Whether the person may change the settings, and what goes with them. */
export function useMayConfigure(): boolean {
  return mayConfigure(useConsole().session.user.role);
}

/** Whether the user may adjust, reset and hold. */
export function useMayOperate(): boolean {
  return mayOperate(useConsole().session.user.role);
}
