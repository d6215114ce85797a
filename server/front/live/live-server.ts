import type { Server as HttpServer, IncomingHttpHeaders } from 'node:http';
import { type Namespace, Server, type Socket } from 'socket.io';
import { z } from 'zod';
import type { AdjustProgress } from '#lib/contract/adjust.ts';
import type { Alert } from '#lib/contract/alert.ts';
import type { DisplayCommand } from '#lib/contract/display.ts';
import type { DisplayReport } from '#lib/contract/display-report.ts';
import {
  type ClientToServerEvents,
  liveNamespace,
  livePath,
  type ServerToClientEvents,
} from '#lib/contract/live-events.ts';
import type { Path } from '#lib/contract/path.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { DisplayEntry } from '#server/features/displays/display-entry.ts';
import { reportReceiver } from './report-receiver.ts';

/** What the live server asks of the rest when somebody joins. */
export interface LiveParts {
  /** The display at a path, if its key fits. */
  display(path: string, key: string | undefined): DisplayEntry | 'unknown' | 'wrong-key';
  /** What the request's session may watch in the console; undefined: nothing, nobody is signed in. */
  watcher(headers: IncomingHttpHeaders): Promise<Watcher | undefined>;
  /** Whether a page of this origin may open a socket with the session's cookie. */
  isOwnOrigin(headers: IncomingHttpHeaders): boolean;
  state(path: Path): ZoneState | undefined;
  states(): readonly ZoneState[];
  sensors(): readonly SensorStatus[];
  /** A screen came, or went (`gone`: its connection); `connections` are those left under its id. */
  onDisplay(path: Path, connections: number, gone?: string): void;
  /** A screen told how it is. */
  onReport(path: Path, connection: string, report: DisplayReport): void;
}

/** Somebody at a console. */
export interface Watcher {
  /** Tells apart who is watching and where they may: another one joins anew. */
  readonly identity: string;
  sees(site: string): boolean;
}

function zonesOf({ zone, others }: DisplayEntry): readonly Path[] {
  return [zone, ...others];
}

type LiveNamespace = Namespace<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>;
type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>;

/** Who is behind a socket: a display, or the console. */
interface SocketData {
  entry: DisplayEntry | undefined;
  key: string | undefined;
  /** Of a console. */
  watcher: Watcher | undefined;
  headers: IncomingHttpHeaders | undefined;
}

/** How often it is asked whether who watches is still signed in: a session also ends by time, or elsewhere. */
const recheckMs = 5000;

/** The consoles that watch a site. */
const siteRoom = (site: string) => `site:${site}`;
const zoneRoom = (path: Path) => `zone:${path}`;
const displayRoom = (path: Path) => `display:${path}`;

const authSchema = z.object({ display: z.string().max(100).optional(), key: z.string().max(200).optional() });

/**
 * Fans states out to displays and consoles. It holds no state of zones: who joins gets the current one, who
 * is in the room gets each new one.
 */
export class LiveServer {
  readonly #parts: LiveParts;
  readonly #io: Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>;
  readonly #namespace: LiveNamespace;
  #rechecks: ReturnType<typeof setInterval> | undefined;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#io = new Server({
      path: livePath,
      serveClient: false,
      // Other upgrades on the port are the pages' (hot reload in development), not ours to end.
      destroyUpgrade: false,
      // A dead screen is noticed soon; whether a light is still true is the message's own business.
      pingInterval: 10_000,
      pingTimeout: 8_000,
      perMessageDeflate: false,
      maxHttpBufferSize: 16_384,
    });
    this.#namespace = this.#io.of(liveNamespace);
  }

  /** Begins to listen on a server's upgrade and polling requests. */
  attach(server: HttpServer): void {
    this.#namespace.use((socket, next) => {
      this.#admit(socket).then(() => next(), next);
    });
    this.#namespace.on('connection', (socket) => this.#join(socket));
    this.#io.attach(server);
    this.#rechecks = setInterval(() => this.recheck(), recheckMs);
  }

  /** Disconnects everyone. Displays then count down by themselves and look for the next server. */
  async stop(): Promise<void> {
    clearInterval(this.#rechecks);
    this.#namespace.disconnectSockets(true);
    this.#io.engine.close();
  }

  publish(state: ZoneState): void {
    this.#namespace.to(zoneRoom(`${state.site}/${state.zone}`)).emit('zone', state);
  }

  /** Whether a console watches a site. */
  isWatched(site: string): boolean {
    return this.#namespace.adapter.rooms.has(siteRoom(site));
  }

  publishSensor(status: SensorStatus): void {
    this.#namespace.to(siteRoom(status.site)).emit('sensor', status);
  }

  publishAdjust(progress: AdjustProgress): void {
    this.#namespace.to(siteRoom(progress.site)).emit('adjust', progress);
  }

  /** Tells the consoles of a site that an alert has opened or closed. */
  publishAlert(alert: Alert): void {
    this.#namespace.to(siteRoom(alert.site)).emit('alert', alert);
  }

  /** Sends a command to every screen under a display's id. */
  command(display: Path, command: DisplayCommand): void {
    this.#namespace.to(displayRoom(display)).emit('command', command);
  }

  /** Takes over a changed configuration: screens show another zone or other words, or have gone. */
  refresh(): void {
    for (const socket of this.#namespace.sockets.values()) {
      const { entry, key } = socket.data;
      if (entry === undefined) {
        // States first: what is new is live by the time the console asks what there is.
        this.#joinConsole(socket);
        socket.emit('configuration');
        continue;
      }
      const next = this.#parts.display(entry.path, key);
      if (typeof next === 'string') socket.disconnect(true);
      else if (JSON.stringify(next) !== JSON.stringify(entry)) this.#showOther(socket, entry, next);
    }
  }

  /** Disconnects the consoles whose session has ended, or may see other sites than before. */
  recheck(): void {
    for (const socket of this.#namespace.sockets.values()) {
      const { watcher, headers } = socket.data;
      if (watcher === undefined || headers === undefined) continue;
      this.#parts.watcher(headers).then(
        (now) => {
          if (now?.identity !== watcher.identity) socket.disconnect(true);
        },
        // A database that does not answer says nothing about anybody.
        () => undefined,
      );
    }
  }

  /** Screens connected now under a display's id. */
  connections(display: Path): number {
    return this.#namespace.adapter.rooms.get(displayRoom(display))?.size ?? 0;
  }

  /** Sockets connected now, displays and consoles together. */
  get size(): number {
    return this.#namespace.sockets.size;
  }

  async #admit(socket: LiveSocket): Promise<void> {
    const auth = authSchema.safeParse(socket.handshake.auth ?? {});
    if (!auth.success) throw new Error('bad-auth: expected {display: "<site>/<id>", key?}');
    const { display, key } = auth.data;
    if (display !== undefined) {
      const entry = this.#parts.display(display, key);
      if (entry === 'unknown') throw new Error('unknown-display: no display with this address is configured');
      if (entry === 'wrong-key') throw new Error('unauthorized: this display needs its key');
      socket.data.entry = entry;
      socket.data.key = key;
      return;
    }
    const { headers } = socket.handshake;
    if (!this.#parts.isOwnOrigin(headers))
      throw new Error('unauthorized: opened by a page of another origin');
    const watcher = await this.#parts.watcher(headers);
    if (watcher === undefined) throw new Error('unauthorized: sign in first');
    socket.data.entry = undefined;
    socket.data.watcher = watcher;
    const { cookie, authorization } = headers;
    socket.data.headers = {
      ...(cookie === undefined ? {} : { cookie }),
      ...(authorization === undefined ? {} : { authorization }),
    };
  }

  #join(socket: LiveSocket): void {
    const { entry } = socket.data;
    if (entry === undefined) this.#joinConsole(socket);
    else this.#joinDisplay(socket, entry);
  }

  #joinConsole(socket: LiveSocket): void {
    this.#watchAll(socket);
    for (const status of this.#parts.sensors()) {
      if (socket.data.watcher?.sees(status.site) === true) socket.emit('sensor', status);
    }
  }

  /** Joins the rooms of every site that the console may see, those of a changed configuration too. */
  #watchAll(socket: LiveSocket): void {
    const sees = (site: string) => socket.data.watcher?.sees(site) === true;
    const sites = new Set([...this.#parts.states(), ...this.#parts.sensors()].map(({ site }) => site));
    void socket.join([...sites].filter(sees).map(siteRoom));
    for (const state of this.#parts.states()) {
      if (!sees(state.site)) continue;
      void socket.join(zoneRoom(`${state.site}/${state.zone}`));
      socket.emit('zone', state);
    }
  }

  #showOther(socket: LiveSocket, before: DisplayEntry, next: DisplayEntry): void {
    socket.data.entry = next;
    for (const zone of zonesOf(before)) void socket.leave(zoneRoom(zone));
    void socket.join(zonesOf(next).map(zoneRoom));
    this.#show(socket, next);
  }

  #joinDisplay(socket: LiveSocket, entry: DisplayEntry): void {
    void socket.join([...zonesOf(entry).map(zoneRoom), displayRoom(entry.path)]);
    this.#show(socket, entry);
    this.#parts.onDisplay(entry.path, this.connections(entry.path));
    const acceptReport = reportReceiver((report) => this.#parts.onReport(entry.path, socket.id, report));
    socket.on('report', acceptReport);
    socket.on('disconnect', () => this.#parts.onDisplay(entry.path, this.connections(entry.path), socket.id));
    // engine.io keeps the first HTTP request for as long as the connection: a screen's is not needed any more.
    Reflect.set(socket.conn, 'request', undefined);
  }

  #show(socket: LiveSocket, entry: DisplayEntry): void {
    socket.emit('display', entry.settings);
    for (const zone of zonesOf(entry)) {
      const state = this.#parts.state(zone);
      if (state !== undefined) socket.emit('zone', state);
    }
  }
}
