import type { IncomingHttpHeaders } from 'node:http';
import type { Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import { idSchema } from '#lib/contract/ids.ts';
import {
  type ClientToServerEvents,
  maxWatched,
  type ServerToClientEvents,
} from '#lib/contract/live-events.ts';
import type { Path } from '#lib/contract/path.ts';
import type { DisplayEntry } from '#server/features/displays/display-entry.ts';
import type { WallViewing } from '#server/features/wall/wall.ts';

/** A signed-in user of a console. */
export interface Watcher {
  /** Identifies the user and the sites they may see: when it changes, the socket joins again. */
  readonly identity: string;
  /** With roles at single sites: which, may change with the tags of sites. */
  readonly isLimited: boolean;
  sees(site: string): boolean;
}

export type LiveNamespace = Namespace<
  ClientToServerEvents,
  ServerToClientEvents,
  Record<string, never>,
  SocketData
>;
export type LiveSocket = Socket<
  ClientToServerEvents,
  ServerToClientEvents,
  Record<string, never>,
  SocketData
>;

/** The client behind a socket: a display, or the console. */
export interface SocketData {
  entry: DisplayEntry | undefined;
  key: string | undefined;
  /** Of a console. */
  watcher: Watcher | undefined;
  /** The sites that a console wants; undefined: all. */
  watched: ReadonlySet<string> | undefined;
  /** Its view of the wall. */
  viewing: WallViewing | undefined;
  headers: IncomingHttpHeaders | undefined;
}

/** The consoles that watch a site. */
export const siteRoom = (site: string) => `site:${site}`;
export const zoneRoom = (path: Path) => `zone:${path}`;
export const displayRoom = (path: Path) => `display:${path}`;

/** Consoles that see every site hear of all alerts in one room; the others have one for each of their sites. */
export const alertRoom = (site?: string) => (site === undefined ? 'alerts' : `alerts:${site}`);

export const watchSchema = z.array(idSchema).max(maxWatched);
