import type { Server as HttpServer } from 'node:http';
import { type Namespace, Server } from 'socket.io';
import type { Adapter } from 'socket.io-adapter';
import { z } from 'zod';
import type { Alert } from '#lib/contract/alert.ts';
import type { DisplayCommand } from '#lib/contract/display.ts';
import {
  type ClientToServerEvents,
  liveNamespace,
  livePath,
  maxWatched,
  type ServerToClientEvents,
} from '#lib/contract/live-events.ts';
import { type Path, pathOf, siteOf } from '#lib/contract/path.ts';
import type { DisplayEntry } from '#server/features/displays/display-entry.ts';
import type { DisplaysFeature } from '#server/features/displays/displays-feature.ts';
import type { Wall } from '#server/features/wall/wall.ts';
import type { Replaced } from '#server/platform/config/configuration-switch.ts';
import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { ZoneMessage } from '#server/site/pipeline.ts';
import type { Sites } from '#server/site/sites.ts';
import { ConsoleSockets } from './console-sockets.ts';
import {
  alertRoom,
  displayRoom,
  type LiveNamespace,
  type LiveSocket,
  type SocketData,
  siteRoom,
  watchSchema,
  zoneRoom,
} from './live-socket.ts';
import { reportReceiver } from './report-receiver.ts';

function zonesOf({ zone, others }: DisplayEntry): readonly Path[] {
  return [zone, ...others];
}

/** Interval at which sessions of open sockets are checked: they also end by time, or elsewhere. */
const recheckMs = 5000;

/** Carries what is emitted here to the sockets of other sidecars. */
export interface SocketFanOut {
  readonly adapter: (namespace: Namespace) => Adapter;
  /** Whether a socket may be in a room, at whichever sidecar. */
  mayBeFollowed(namespace: string, room: string): boolean;
}

const authSchema = z.object({
  display: z.string().max(100).optional(),
  key: z.string().max(200).optional(),
  watch: watchSchema.optional(),
});

/**
 * Sends states to displays and consoles. It holds no state of zones: a client that joins gets the current one,
 * and after that each new one.
 */
export class LiveServer implements Feature {
  readonly name = 'screens';
  readonly #platform: Platform;
  readonly #sites: Sites;
  readonly #displays: DisplaysFeature;
  readonly #consoles: ConsoleSockets;
  readonly #io: Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>;
  readonly #namespace: LiveNamespace;
  readonly #fanOut: SocketFanOut | undefined;
  #rechecks: ReturnType<typeof setInterval> | undefined;

  /** @param fanOut with several sidecars */
  constructor(
    platform: Platform,
    sites: Sites,
    displays: DisplaysFeature,
    wall: Pick<Wall, 'open'>,
    fanOut?: SocketFanOut,
  ) {
    this.#platform = platform;
    this.#sites = sites;
    this.#displays = displays;
    this.#consoles = new ConsoleSockets(platform, sites, wall);
    this.#fanOut = fanOut;
    this.#io = new Server({
      path: livePath,
      serveClient: false,
      // Other upgrades on the port belong to the pages (hot reload in development): engine.io must not end
      // them.
      destroyUpgrade: false,
      // A dead connection is noticed soon; whether a light is still valid is decided by its message.
      pingInterval: 10_000,
      pingTimeout: 8_000,
      perMessageDeflate: false,
      maxHttpBufferSize: 16_384,
      ...(fanOut !== undefined && { adapter: fanOut.adapter }),
    });
    this.#namespace = this.#io.of(liveNamespace);
    platform.authentication.onChange(() => this.recheck());
    sites.listen({
      state: (message) => this.#publish(message),
      adjust: (progress) => this.#namespace.to(siteRoom(progress.site)).emit('adjust', progress),
      sensor: (status) => this.#namespace.to(siteRoom(status.site)).emit('sensor', status),
      isWatched: (site) => this.#mayBeWatched(siteRoom(site)),
    });
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

  /** Disconnects everyone. Displays then count down on their own and look for the next server. */
  async stop(): Promise<void> {
    clearInterval(this.#rechecks);
    this.#namespace.disconnectSockets(true);
    this.#io.engine.close();
  }

  #publish({ path, isRepeated, state }: ZoneMessage): void {
    const room = zoneRoom(path);
    // What has changed goes out to several sidecars in any case: somebody may have come a moment ago.
    const isNews = !isRepeated && this.#fanOut !== undefined;
    // Without a receiver socket.io would encode it in vain.
    if (isNews || this.#mayBeWatched(room)) this.#namespace.to(room).emit('zone', state());
  }

  #mayBeWatched(room: string): boolean {
    if (this.#namespace.adapter.rooms.has(room)) return true;
    return this.#fanOut?.mayBeFollowed(liveNamespace, room) === true;
  }

  /** Notifies the consoles of a site that an alert has opened or closed. */
  publishAlert(alert: Alert): void {
    for (const room of [alertRoom(), alertRoom(alert.site)]) this.#namespace.to(room).emit('alert', alert);
  }

  /** Sends a command to every screen under a display's id. */
  command(display: Path, command: DisplayCommand): void {
    this.#namespace.to(displayRoom(display)).emit('command', command);
  }

  /** Applies a changed configuration: screens show another zone or other texts, or are removed. */
  replace(): Replaced {
    return { undo: () => undefined, finish: () => this.#refresh() };
  }

  #refresh(): void {
    for (const socket of this.#namespace.sockets.values()) {
      const { entry, key } = socket.data;
      if (entry === undefined) {
        if (socket.data.watcher?.isLimited === true) void this.#consoles.rejoin(socket);
        else this.#consoles.joinAnew(socket);
        continue;
      }
      const next = this.#displays.displays.find(entry.path, key);
      if (typeof next === 'string') socket.disconnect(true);
      else if (JSON.stringify(next) !== JSON.stringify(entry)) this.#showOther(socket, entry, next);
    }
  }

  /** Disconnects consoles whose session has ended, or may now see other sites. */
  recheck(): void {
    for (const socket of this.#namespace.sockets.values()) void this.#consoles.recheck(socket);
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
    if (!auth.success)
      throw new Error(
        `bad-auth: expected {display: "<site>/<id>", key?} or {watch?: at most ${maxWatched} sites}`,
      );
    const { display, key, watch } = auth.data;
    if (display !== undefined) {
      const entry = this.#displays.displays.find(display, key);
      if (entry === 'unknown') throw new Error('unknown-display: no display with this address is configured');
      if (entry === 'wrong-key') throw new Error('unauthorized: this display needs its key');
      socket.data.entry = entry;
      socket.data.key = key;
      return;
    }
    const { headers } = socket.handshake;
    if (!this.#platform.authentication.isOwnRequest({ method: 'POST', headers }))
      throw new Error('unauthorized: opened by a page of another origin');
    const watcher = await this.#consoles.watcher(headers);
    if (watcher === undefined) throw new Error('unauthorized: sign in first');
    socket.data.entry = undefined;
    socket.data.watcher = watcher;
    socket.data.watched = watch && new Set(watch);
    const { cookie, authorization } = headers;
    socket.data.headers = {
      ...(cookie === undefined ? {} : { cookie }),
      ...(authorization === undefined ? {} : { authorization }),
    };
  }

  #join(socket: LiveSocket): void {
    const { entry } = socket.data;
    if (entry !== undefined) {
      this.#joinDisplay(socket, entry);
      return;
    }
    this.#consoles.accept(socket);
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
    this.#displays.onDisplay(entry.path, this.connections(entry.path));
    const acceptReport = reportReceiver((report) => this.#displays.onReport(entry.path, socket.id, report));
    socket.on('report', acceptReport);
    socket.on('disconnect', () =>
      this.#displays.onDisplay(entry.path, this.connections(entry.path), socket.id),
    );
    // engine.io keeps the first HTTP request as long as the connection: that of a screen is not needed any
    // more.
    Reflect.set(socket.conn, 'request', undefined);
  }

  #show(socket: LiveSocket, entry: DisplayEntry): void {
    socket.emit('display', entry.settings);
    for (const zone of zonesOf(entry)) {
      const state = this.#sites.state(zone);
      if (state !== undefined) socket.emit('zone', state);
      else this.#showElsewhere(socket, zone);
    }
  }

  #showElsewhere(socket: LiveSocket, path: Path): void {
    this.#sites.elsewhere.site(siteOf(path)).then(
      ({ zones }) => {
        for (const state of zones) if (pathOf(state.site, state.zone) === path) socket.emit('zone', state);
      },
      // It comes with the next repetition.
      () => undefined,
    );
  }
}
