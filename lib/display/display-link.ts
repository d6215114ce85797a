import { io, type Socket } from 'socket.io-client';
import { under } from '#lib/base-path.ts';
import type { DisplayCommand } from '../contract/display.ts';
import { liveNamespace, livePath } from '../contract/live-events.ts';
import type { DisplayStore } from './display-store.ts';
import { readCommand, readDisplay, readZone } from './read-message.ts';
import { Reporter } from './reporter.ts';
import type { SoundState } from './sound-state.ts';

/** Four times a second: an expired light is off the screen a quarter of a second later at most. */
const tickMs = 250;
const refusedRetryMs = 15_000;
const closedRetryMs = 1_000;

export interface DisplayLinkOptions {
  readonly store: DisplayStore;
  /** Of further zones on the same screen. */
  readonly others?: readonly DisplayStore[];
  /** `<site>/<id>` of the display. */
  readonly address: string;
  readonly key?: string | undefined;
  /** Revision of the page. */
  readonly revision?: string | undefined;
  /** The state of the sound, if it is switched on. */
  readonly sound?: () => SoundState | undefined;
  readonly onCommand: (command: DisplayCommand) => void;
}

/**
 * Keeps a display connected to the sidecar for ever, and passes messages and the passing of time to its store.
 */
export class DisplayLink {
  readonly #options: DisplayLinkOptions;
  readonly #socket: Socket;
  readonly #reporter: Reporter;
  readonly #listening: (() => void)[] = [];
  #ticking: ReturnType<typeof setInterval> | undefined;
  #retrying: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DisplayLinkOptions) {
    this.#options = options;
    const { address: display, key, store, revision, sound } = options;
    this.#socket = io(liveNamespace, {
      path: under(livePath),
      auth: key === undefined ? { display } : { display, key },
      autoConnect: false,
      forceNew: true,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      timeout: 4_000,
      reconnectionDelay: 600,
      reconnectionDelayMax: 2_000,
      randomizationFactor: 0.5,
    });
    this.#reporter = new Reporter(store, revision, (report) => {
      if (this.#socket.connected) this.#socket.emit('report', { ...report, sound: sound?.() });
    });
  }

  start(): void {
    const { onCommand } = this.#options;
    this.#socket.io.on('reconnect_attempt', () => this.#dispatch({ type: 'connecting' }));
    this.#socket.on('connect', () => {
      this.#reporter.joined();
      this.#dispatch({ type: 'connected' });
    });
    this.#socket.on('disconnect', (reason) => {
      this.#dispatch({ type: 'disconnected' });
      if (reason === 'io server disconnect') this.#retryIn(closedRetryMs);
    });
    this.#socket.on('connect_error', () => {
      // Refused by the sidecar (no such display, wrong key): socket.io gives up, we do not. A reload shows
      // why, or leads to where a screen is paired again.
      if (this.#socket.active) return;
      onCommand('reload');
      this.#retryIn(refusedRetryMs);
    });
    this.#socket.on('zone', (message: unknown) => {
      const zone = readZone(message);
      this.#dispatch(zone ? { type: 'zone', zone } : { type: 'tick' });
    });
    this.#socket.on('display', (message: unknown) => {
      const display = readDisplay(message);
      this.#dispatch(display ? { type: 'display', display } : { type: 'tick' });
    });
    this.#socket.on('command', (message: unknown) => {
      const command = readCommand(message);
      if (command) onCommand(command);
    });

    this.#reporter.start();
    this.#ticking = setInterval(this.#tick, tickMs);
    this.#listen();
    this.#tick();
  }

  stop(): void {
    this.#reporter.stop();
    clearInterval(this.#ticking);
    clearTimeout(this.#retrying);
    for (const stopListening of this.#listening.splice(0)) stopListening();
    this.#socket.off();
    this.#socket.io.off();
    this.#socket.disconnect();
  }

  #listen(): void {
    this.#on(document, 'visibilitychange', this.#tick);
    // A page that is suspended (frozen, or kept for going back) gets this event first; what it shows is then
    // worthless.
    this.#on(document, 'freeze', this.#putAway);
    this.#on(window, 'pagehide', this.#putAway);
    this.#on(document, 'resume', this.#tick);
    this.#on(window, 'pageshow', this.#tick);
    this.#on(window, 'offline', this.#renew);
    this.#on(window, 'online', this.#renew);
  }

  /** Removed by hand: `signal` of `addEventListener` exists since Chromium 90. */
  #on(target: EventTarget, type: string, listener: () => void): void {
    target.addEventListener(type, listener);
    this.#listening.push(() => target.removeEventListener(type, listener));
  }

  #dispatch(event: Parameters<DisplayStore['dispatch']>[0]): void {
    const { store, others = [] } = this.#options;
    store.dispatch(event);
    // The settings belong to the first zone; the others are as in the page.
    if (event.type !== 'display') for (const other of others) other.dispatch(event);
    if ([store, ...others].some(({ displayState }) => displayState.connection.kind === 'stale'))
      this.#renew();
  }

  readonly #tick = (): void => {
    this.#dispatch({ type: 'tick' });
    if (!this.#socket.active && this.#retrying === undefined) this.#connect();
  };

  readonly #putAway = (): void => {
    this.#dispatch({ type: 'invalidate' });
    this.#socket.disconnect();
  };

  /** Replaces the connection; one that is being opened is left alone. */
  readonly #renew = (): void => {
    if (!this.#socket.connected) return;
    this.#socket.disconnect();
    this.#connect();
  };

  #connect(): void {
    this.#dispatch({ type: 'connecting' });
    this.#socket.connect();
  }

  #retryIn(ms: number): void {
    clearTimeout(this.#retrying);
    this.#retrying = setTimeout(
      () => {
        this.#retrying = undefined;
        this.#connect();
      },
      ms * (0.75 + Math.random() / 2),
    );
  }
}
