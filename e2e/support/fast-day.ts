/** What a page reports after many updates; see `installFastDay`. */
export interface FastDay {
  /** Lets so many updates come, so far apart by the page's own clocks. */
  live(updates: number, apartMs: number): Promise<void>;
  /** Timers that are waiting. */
  timers(): number;
  /** Connections made. */
  connections(): number;
}

declare global {
  interface Window {
    fastDay: FastDay;
  }
}

/**
 * Runs in a page before its scripts: its clocks and timers can be accelerated, and its socket leads to a
 * sidecar faked here. Like the real one it sends its state at once on joining, whenever somebody comes in or
 * leaves, and again before it expires. Everything else is real: the page, its bundle, socket.io, React.
 *
 * @param zone site and zone that the display shows, and the capacity of its zone
 */
export function installFastDay(zone: { site: string; zone: string; capacity: number }): void {
  const realNow = performance.now.bind(performance);
  const realDateNow = Date.now.bind(Date);
  const realInterval = window.setInterval.bind(window);
  let hurriedMs = 0;
  performance.now = () => realNow() + hurriedMs;
  Date.now = () => realDateNow() + hurriedMs;

  interface Timer {
    readonly id: number;
    dueMs: number;
    readonly everyMs: number | undefined;
    readonly callback: () => void;
  }
  const timers = new Map<number, Timer>();
  let lastId = 0;
  const add = (callback: () => void, ms: number, everyMs?: number) => {
    lastId += 1;
    timers.set(lastId, { id: lastId, dueMs: performance.now() + ms, everyMs, callback });
    return lastId;
  };
  const remove = (id: unknown) => void timers.delete(Number(id));
  Object.assign(window, {
    setTimeout: (callback: () => void, ms = 0) => add(callback, ms),
    setInterval: (callback: () => void, ms = 0) => add(callback, ms, Math.max(1, ms)),
    clearTimeout: remove,
    clearInterval: remove,
  });
  /** Runs the first timer that is due by then; its time is now. */
  const runNext = (untilMs: number): boolean => {
    let next: Timer | undefined;
    for (const timer of timers.values()) if (!next || timer.dueMs < next.dueMs) next = timer;
    if (!next || next.dueMs > untilMs) return false;
    hurriedMs += Math.max(0, next.dueMs - performance.now());
    if (next.everyMs === undefined) timers.delete(next.id);
    else next.dueMs += next.everyMs;
    next.callback();
    return true;
  };
  /** Well inside the 4.5 s for which a state is valid. */
  const repeatMs = 1000;
  let socket: PlayedSocket | undefined;
  let connections = 0;
  let seq = 0;
  let pingedMs = 0;
  let occupancy = 0;
  /** In real time, which also passes between two days. */
  let sentMs = 0;

  realInterval(() => {
    while (runNext(performance.now()));
    // Where nobody comes for a while, the light would expire without repetitions.
    if (realNow() - sentMs >= repeatMs) sendState();
  }, 20);

  class PlayedSocket {
    binaryType = 'blob';
    readyState = 0;
    onopen?: () => void;
    onclose?: (event: object) => void;
    onmessage?: (event: { data: string }) => void;
    constructor() {
      window.setTimeout(() => {
        this.readyState = 1;
        this.onopen?.();
        const open = { sid: 'a', upgrades: [], pingInterval: 10_000, pingTimeout: 8_000, maxPayload: 16_384 };
        this.say(`0${JSON.stringify(open)}`);
        pingedMs = performance.now();
      }, 5);
    }
    send(text: string): void {
      if (!text.startsWith('40/live')) return;
      window.setTimeout(() => {
        socket = this;
        connections += 1;
        seq = 0;
        this.say('40/live,{"sid":"b"}');
        sendState();
      }, 5);
    }
    say(data: string): void {
      this.onmessage?.({ data });
    }
    close(): void {
      this.readyState = 3;
      if (socket === this) socket = undefined;
      this.onclose?.({ code: 1000, reason: '' });
    }
  }
  Object.assign(window, { WebSocket: PlayedSocket });

  const channel = new MessageChannel();
  /** Lets everything else that waits have its turn: rendering, effects, promises. */
  const turn = () =>
    new Promise<void>((resolve) => {
      channel.port1.onmessage = () => resolve();
      channel.port2.postMessage(0);
    });

  const promises = async () => {
    for (let turns = 0; turns < 8; turns++) await undefined;
  };

  const sendState = () => {
    sentMs = realNow();
    socket?.say(`42/live,["zone",${JSON.stringify(state())}]`);
  };

  const state = () => {
    seq += 1;
    const share = occupancy / zone.capacity;
    const asOf = new Date(Date.now()).toISOString();
    return {
      ...zone,
      name: 'Store',
      occupancy,
      utilization: share,
      light: share >= 1 ? 'red' : share >= 0.8 ? 'amber' : 'green',
      reason: 'free',
      since: asOf,
      asOf,
      validForMs: 4500,
      seq,
      in: occupancy,
      out: 0,
      drift: 0,
      simulated: true,
      warnings: [],
    };
  };

  window.fastDay = {
    async live(updates, apartMs) {
      for (let update = 0; update < updates; update++) {
        const untilMs = performance.now() + apartMs;
        while (runNext(untilMs));
        hurriedMs += Math.max(0, untilMs - performance.now());
        if (performance.now() - pingedMs >= 10_000) {
          pingedMs = performance.now();
          socket?.say('2');
        }
        // The network fails now and then, too.
        if (update % 1000 === 999) socket?.close();
        const people = update % (4 * zone.capacity);
        occupancy = Math.round(Math.min(people, 4 * zone.capacity - people) / 2);
        sendState();
        // Promises have their turn after each, and now and then frames and timers that are real.
        await (update % 200 === 0 ? turn() : promises());
      }
    },
    timers: () => timers.size,
    connections: () => connections,
  };
}
