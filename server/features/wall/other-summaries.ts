import type { SummaryMessage } from '#lib/contract/wall.ts';

/** The other sidecars, where there are several. */
export interface SummaryExchange {
  /** The greatest age of what was said at another sidecar at a moment (epoch ms), milliseconds. */
  ageOf(atMs: number): number;
  publish(message: SummaryMessage): void;
  /** Hears what the others publish. @returns ends it */
  follow(listener: (message: SummaryMessage) => void): () => void;
  /** Ids of those that live. */
  others(): readonly string[];
  /** Asks one for everything. @throws when it does not answer in time */
  ask(sidecar: string): Promise<SummaryMessage>;
}

/** What is known of another sidecar's messages. */
interface Peer {
  run: string;
  number: number;
  /** After a gap: messages that came since, until everything is known again. */
  waiting: SummaryMessage[] | undefined;
  isAsked: boolean;
}

const maxWaiting = 10;

/** What the other sidecars say of their sites: complete and in order, or not at all. */
export class OtherSummaries {
  readonly #exchange: SummaryExchange;
  readonly #apply: (message: SummaryMessage) => void;
  readonly #peers = new Map<string, Peer>();
  readonly #unfollow: () => void;

  constructor(exchange: SummaryExchange, apply: (message: SummaryMessage) => void) {
    this.#exchange = exchange;
    this.#apply = apply;
    this.#unfollow = exchange.follow((message) => this.#hear(message));
  }

  stop(): void {
    this.#unfollow();
    this.#peers.clear();
  }

  /** Asks every sidecar of which something is missing. Never throws. */
  async ask(): Promise<void> {
    await Promise.all(this.#exchange.others().map((other) => this.#askIfUnknown(other)));
  }

  #hear(message: SummaryMessage): void {
    const peer = this.#peers.get(message.sidecar);
    if (peer === undefined || (peer.run !== message.run && peer.run !== '')) {
      this.#peers.set(message.sidecar, { run: message.run, number: -1, waiting: [message], isAsked: false });
    } else if (peer.waiting !== undefined) {
      peer.waiting = [...peer.waiting, message].slice(-maxWaiting);
    } else if (message.number > peer.number + 1) {
      peer.waiting = [message];
    } else if (message.number === peer.number + 1) {
      peer.number = message.number;
      this.#apply(message);
    }
    void this.#askIfUnknown(message.sidecar);
  }

  /** Asks a sidecar for everything, where a part of it is missing. Never throws. */
  async #askIfUnknown(sidecar: string): Promise<void> {
    const peer = this.#peers.get(sidecar) ?? { run: '', number: -1, waiting: [], isAsked: false };
    if (peer.waiting === undefined || peer.isAsked) return;
    this.#peers.set(sidecar, peer);
    peer.isAsked = true;
    try {
      const all = await this.#exchange.ask(sidecar);
      // It may have been restarted, or no wall is open any more.
      if (this.#peers.get(sidecar) === peer) this.#catchUp(peer, all);
    } catch {
      // The next tick asks again; until then its sites turn unknown.
    } finally {
      peer.isAsked = false;
    }
  }

  #catchUp(peer: Peer, all: SummaryMessage): void {
    this.#apply(all);
    peer.run = all.run;
    peer.number = all.number;
    const later = (peer.waiting ?? []).filter(({ run, number }) => run === all.run && number > all.number);
    peer.waiting = undefined;
    for (const message of later) this.#hear(message);
  }
}
