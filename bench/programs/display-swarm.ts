// Many screens in one process, each with the socket.io client that real screens have.

import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import type { DisplayReport } from '#lib/contract/display-report.ts';
import {
  type ClientToServerEvents,
  liveNamespace,
  livePath,
  type ServerToClientEvents,
} from '#lib/contract/live-events.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { monotonicMs } from '../support/monotonic.ts';
import { serveBench } from '../support/serve.ts';
import { type Change, type Counted, type SwarmReport, swarmStartSchema } from '../support/swarm-model.ts';

/** Screens that are connecting at the same time: a store opens its doors, it does not attack. */
const atOnce = 100;

/** Interval of checking which screens have to report. */
const turnMs = 100;

type ScreenSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

let sockets: ScreenSocket[] = [];
/** What each shows. */
const shown = new Map<ScreenSocket, ZoneState>();
let reporting: NodeJS.Timeout | undefined;
let messages = 0;
let beganMs = monotonicMs();
let changes: Change[] = [];
let isTimed = false;
/** How often a screen knew nothing: it was sent so, or nothing valid came in time. */
let unknown = 0;
/** The epoch of each screen's zone when it was marked. */
const marked = new Map<ScreenSocket, number>();
/** Numbers of messages begin with how often the site has moved; see the sidecar's chain. */
const seqsOfEpoch = 1_000_000_000;

function open(origin: string, display: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: ScreenSocket = io(`${origin}${liveNamespace}`, {
      path: livePath,
      transports: ['websocket'],
      forceNew: true,
      auth: { display },
    });
    sockets.push(socket);
    let people = 0;
    let validUntilMs = Number.POSITIVE_INFINITY;
    socket.on('zone', (state) => {
      messages++;
      const nowMs = monotonicMs();
      if (state.light === 'unknown' || nowMs > validUntilMs) unknown++;
      validUntilMs = nowMs + state.validForMs;
      const last = shown.get(socket);
      shown.set(socket, state);
      if (reporting !== undefined && last?.light !== state.light) socket.emit('report', reportOf(state));
      const before = people;
      people = peopleOf(state);
      if (isTimed && people > before) {
        changes.push({ zone: `${state.site}/${state.zone}`, before, after: people, atMs: nowMs });
      }
      resolve();
    });
    socket.once('connect_error', reject);
  });
}

/** How many people were ever counted: grows by one with every person. */
function peopleOf(state: ZoneState): number {
  return state.in + state.out;
}

/** A screen's report. */
function reportOf({ light, occupancy, asOf }: ZoneState): DisplayReport {
  return {
    light,
    occupancy: light === 'unknown' ? null : occupancy,
    drawn: asOf,
    engine: 'Mozilla/5.0 (Linux; Tizen 6.5) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/85.0 Safari/537.36',
    width: 1920,
    height: 1080,
    openMs: Math.round(performance.now()),
    clock: Date.now(),
    errors: 0,
  };
}

/** Lets the screens report as real ones do: when their light changes, and each in its turn; 0: no more. */
function letReport(argument: unknown): void {
  const everyMs = z.number().parse(argument);
  clearInterval(reporting);
  reporting = undefined;
  if (everyMs === 0) return;
  let next = 0;
  let owed = 0;
  reporting = setInterval(() => {
    owed += (sockets.length * turnMs) / everyMs;
    for (; owed >= 1; owed--) {
      const socket = sockets[next++ % sockets.length];
      const state = socket && shown.get(socket);
      if (state !== undefined) socket?.emit('report', reportOf(state));
    }
  }, turnMs);
}

async function start(argument: unknown): Promise<void> {
  const { origin, displays, ...options } = swarmStartSchema.parse(argument);
  isTimed = options.isTimed;
  for (let at = 0; at < displays.length; at += atOnce) {
    await Promise.all(displays.slice(at, at + atOnce).map((display) => open(origin, display)));
  }
}

/** Remembers which home each screen hears. */
function mark(): void {
  for (const [socket, { seq }] of shown) marked.set(socket, Math.floor(seq / seqsOfEpoch));
}

/** How many screens of some sites have not yet heard of the next home what is true. */
function behind(argument: unknown): number {
  const sites = new Set(z.array(z.string()).parse(argument));
  return [...shown].filter(
    ([socket, { site, seq, light }]) =>
      sites.has(site) && (light === 'unknown' || seq / seqsOfEpoch < (marked.get(socket) ?? 0) + 1),
  ).length;
}

/** For each zone the least and the most people that a screen shows as counted. */
function counted(): Counted {
  const zones: Record<string, [number, number]> = {};
  for (const state of shown.values()) {
    const path = `${state.site}/${state.zone}`;
    const [least, most] = zones[path] ?? [Number.POSITIVE_INFINITY, 0];
    zones[path] = [Math.min(least, peopleOf(state)), Math.max(most, peopleOf(state))];
  }
  return zones;
}

function begin(): void {
  messages = 0;
  unknown = 0;
  changes = [];
  beganMs = monotonicMs();
}

function report(): SwarmReport {
  const connected = sockets.filter((socket) => socket.connected).length;
  return { elapsedMs: monotonicMs() - beganMs, messages, connected, changes, unknown };
}

function leave(): void {
  clearInterval(reporting);
  for (const socket of sockets) socket.disconnect();
  sockets = [];
}

serveBench({ start, begin, report, letReport, mark, behind, counted, leave });
