import { io, type Socket } from 'socket.io-client';
import { isAdjustProgress, isAlert, isSensorStatus, isZoneState } from '#lib/api/answer-shape.ts';
import { under } from '#lib/base-path.ts';
import {
  type ClientToServerEvents,
  liveNamespace,
  livePath,
  type ServerToClientEvents,
} from '#lib/contract/live-events.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { CommandStore } from './command-store.ts';
import type { ConfigurationSync } from './configuration-sync.ts';
import type { LiveStore } from './live-store.ts';

export interface LiveConnectionParts {
  readonly live: LiveStore;
  readonly commands: CommandStore;
  /** Loads the configuration. */
  readonly configuration: Pick<ConfigurationSync<unknown>, 'connected' | 'changed' | 'stop'>;
  /** Default: the page's own origin. */
  readonly origin?: string;
  /** Sent with the handshake; a browser sends its session cookie automatically. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The sites to follow; default: all. */
  readonly watch?: readonly string[] | undefined;
}

export type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** Interval of aging the shown values, and wait before a refused connection is tried again. */
const tickMs = 500;
const againMs = 2000;
/** Zones that change within this time are shown together: five hundred sites would render without end. */
const gatherMs = 30;

/** Keeps the console's socket open and passes its messages to the stores. */
export class LiveConnection {
  readonly #parts: LiveConnectionParts;
  #socket: LiveSocket | undefined;
  readonly #gathered: ZoneState[] = [];
  #gather: ReturnType<typeof setTimeout> | undefined;
  #ticks: ReturnType<typeof setInterval> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #watch: readonly string[] | undefined;

  constructor(parts: LiveConnectionParts) {
    this.#parts = parts;
    this.#watch = parts.watch;
  }

  /** Present while the connection is wanted. */
  get socket(): LiveSocket | undefined {
    return this.#socket;
  }

  /** Follows other sites; undefined: all. */
  watch(sites: readonly string[] | undefined): void {
    if (String(sites) === String(this.#watch)) return;
    this.#gathered.length = 0;
    const mustConnect = sites === undefined || this.#watch === undefined;
    this.#watch = sites;
    // All sites are followed by those who do not name any when they connect.
    if (mustConnect) this.#socket?.disconnect().connect();
    else if (this.#socket?.connected) this.#socket.emit('watch', sites);
  }

  start(): void {
    const { live, commands, configuration, origin = '', headers } = this.#parts;
    const { applySensor, applyAdjust, applyAlert, connected, disconnected, signedOut, tick } =
      live.getState();
    const socket: LiveSocket = io(`${origin}${liveNamespace}`, {
      path: under(livePath),
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 4000,
      forceNew: true,
      auth: (send) => send(this.#watch === undefined ? {} : { watch: this.#watch }),
      ...(headers === undefined ? {} : { extraHeaders: { ...headers } }),
    });
    this.#socket = socket;
    this.#ticks = setInterval(tick, tickMs);
    /** Ended by the server: what one may do has changed. */
    let isOther = false;
    socket.on('connect', () => {
      // Messages of an earlier connection have other numbers.
      this.#gathered.length = 0;
      connected();
      if (isOther) configuration.changed();
      else configuration.connected();
      isOther = false;
    });
    socket.on('zone', (state) => {
      if (isZoneState(state)) this.#take(state);
    });
    socket.on('sensor', (status) => {
      if (isSensorStatus(status) && this.#watch?.includes(status.site) !== false) applySensor(status);
    });
    socket.on('adjust', (progress) => {
      if (!isAdjustProgress(progress)) return;
      applyAdjust(progress);
      commands.getState().applyProgress(progress);
    });
    socket.on('alert', (alert) => isAlert(alert) && applyAlert(alert));
    socket.on('configuration', () => {
      // Gathered messages were sent before the change: applied later they would restore removed zones.
      this.#flush();
      configuration.changed();
    });
    socket.on('disconnect', (reason) => {
      isOther ||= reason === 'io server disconnect';
      configuration.stop();
      disconnected();
      this.#tryAgain(socket);
    });
    socket.on('connect_error', (error) => {
      if (/^unauthorized\b/.test(error.message)) {
        signedOut();
        return;
      }
      disconnected();
      this.#tryAgain(socket);
    });
  }

  stop(): void {
    clearInterval(this.#ticks);
    clearTimeout(this.#again);
    clearTimeout(this.#gather);
    this.#gather = undefined;
    this.#parts.configuration.stop();
    this.#socket?.off();
    this.#socket?.disconnect();
    this.#socket = undefined;
  }

  #take(state: ZoneState): void {
    // Under way when other sites were asked for.
    if (this.#watch?.includes(state.site) === false) return;
    this.#gathered.push(state);
    this.#gather ??= setTimeout(() => this.#flush(), gatherMs);
  }

  #flush(): void {
    clearTimeout(this.#gather);
    this.#gather = undefined;
    this.#parts.live.getState().applyZones(this.#gathered.splice(0));
  }

  /** After a server stops, or refuses, the library does not reconnect: `active` shows that. */
  #tryAgain(socket: LiveSocket): void {
    if (socket.active) return;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => socket.connect(), againMs);
  }
}
