// Many screens in one process, each with the socket.io client that real screens have.

import { io, type Socket } from 'socket.io-client';
import { liveNamespace, livePath, type ServerToClientEvents } from '#lib/contract/live-events.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { monotonicMs } from '../support/monotonic.ts';
import { serveBench } from '../support/serve.ts';
import { type Change, type SwarmReport, swarmStartSchema } from '../support/swarm-model.ts';

/** Screens that are connecting at the same time: a store opens its doors, it does not attack. */
const atOnce = 100;

let sockets: Socket<ServerToClientEvents>[] = [];
let messages = 0;
let beganMs = monotonicMs();
let changes: Change[] = [];
let isTimed = false;

function open(origin: string, display: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket<ServerToClientEvents> = io(`${origin}${liveNamespace}`, {
      path: livePath,
      transports: ['websocket'],
      forceNew: true,
      auth: { display },
    });
    sockets.push(socket);
    let people = 0;
    socket.on('zone', (state) => {
      messages++;
      const before = people;
      people = peopleOf(state);
      if (isTimed && people > before) {
        changes.push({ zone: `${state.site}/${state.zone}`, before, after: people, atMs: monotonicMs() });
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

async function start(argument: unknown): Promise<void> {
  const { origin, displays, ...options } = swarmStartSchema.parse(argument);
  isTimed = options.isTimed;
  for (let at = 0; at < displays.length; at += atOnce) {
    await Promise.all(displays.slice(at, at + atOnce).map((display) => open(origin, display)));
  }
}

function begin(): void {
  messages = 0;
  changes = [];
  beganMs = monotonicMs();
}

function report(): SwarmReport {
  const connected = sockets.filter((socket) => socket.connected).length;
  return { elapsedMs: monotonicMs() - beganMs, messages, connected, changes };
}

function leave(): void {
  for (const socket of sockets) socket.disconnect();
  sockets = [];
}

serveBench({ start, begin, report, leave });
