'use client';

import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Api } from '#lib/api/client.ts';
import type { Session } from '#lib/api/session.ts';
import type { Path } from '#lib/contract/path.ts';
import type { Site } from '#lib/contract/site.ts';
import type { Command, CommandStore } from './live/command-store.ts';
import type { LiveState, LiveStore } from './live/live-store.ts';
import { mayOperate } from './permissions.ts';

/** What every part of the console may use. */
export interface Console {
  readonly api: Api;
  readonly live: LiveStore;
  readonly commands: CommandStore;
  /** Those there are now: they follow the configuration. */
  readonly sites: readonly Site[];
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

/** A part of what is live; the component renders again when that part changes (compared one level deep). */
export function useLive<T>(select: (state: LiveState) => T): T {
  return useStore(useConsole().live, useShallow(select));
}

/** The last order to a zone from this page. */
export function useZoneCommand(zone: Path): Command | undefined {
  return useStore(useConsole().commands, ({ commands }) => commands[zone]);
}

/** Whether the page is connected, so that what is shown moves and what is asked arrives. */
export function useIsLive(): boolean {
  return useLive(({ connection }) => connection === 'live' || connection === 'connecting');
}

/** Whether the person may adjust, reset and hold. */
export function useMayOperate(): boolean {
  return mayOperate(useConsole().session.user.role);
}
