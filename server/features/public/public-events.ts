import type { ServerResponse } from 'node:http';
import type { PublicSite } from '#lib/contract/public-site.ts';

/** The public state of a site, serialised once for all readers. */
export interface PublicAnswer {
  readonly view: PublicSite;
  readonly json: string;
  /** Unchanged as long as only the time has changed. */
  readonly etag: string;
}

/** Changes that come close together are sent together. */
const gatherMs = 100;
/** Interval of repetitions: well within the validity. */
const repeatMs = 1500;
/** A client that reads so slowly that this many bytes wait is disconnected: its data is outdated. */
const maxWaiting = 65_536;
/** Limits of open streams, in total and per address: many visitors may share one address. */
const maxOpen = 5000;
const maxFromOne = 2500;

interface Stream {
  readonly response: ServerResponse;
  readonly from: string;
}

export interface PublicEventsParts {
  answer(site: string): PublicAnswer | undefined;
  /** Monotonic milliseconds. */
  monotonic(): number;
}

/** Sends news of a site to all its followers: serialised once for all of them. */
export class PublicEvents {
  readonly #parts: PublicEventsParts;
  readonly #streams = new Map<string, Set<Stream>>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #last = new Map<string, { readonly etag: string; readonly sentMs: number }>();
  readonly #fromOne = new Map<string, number>();
  #open = 0;

  constructor(parts: PublicEventsParts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#open;
  }

  /** Whether one more follower from this address is allowed. */
  hasRoom(from: string): boolean {
    return this.#open < maxOpen && (this.#fromOne.get(from) ?? 0) < maxFromOne;
  }

  /** Sends the current state, and then each new one, until the connection ends. */
  add(site: string, from: string, response: ServerResponse, answer: PublicAnswer): void {
    const stream = { response, from };
    const streams = this.#streams.get(site) ?? new Set();
    this.#streams.set(site, streams.add(stream));
    this.#open++;
    this.#fromOne.set(from, (this.#fromOne.get(from) ?? 0) + 1);
    response.once('close', () => this.#remove(site, stream));
    response.write(`retry: 5000\n\n${eventOf(answer)}`);
  }

  /** A zone of the site has another state, or a repetition. */
  changed(site: string): void {
    if (!this.#streams.has(site) || this.#timers.has(site)) return;
    this.#timers.set(
      site,
      setTimeout(() => this.#send(site), gatherMs),
    );
  }

  /** Ends streams of sites that are not public any more, after a change of the configuration. */
  refresh(): void {
    for (const site of this.#streams.keys()) {
      if (this.#parts.answer(site) !== undefined) continue;
      this.end(site);
    }
  }

  /** Ends the streams of a site. */
  end(site: string): void {
    for (const { response } of this.#streams.get(site) ?? []) response.end();
  }

  /** Ends all connections. */
  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    for (const { response } of [...this.#streams.values()].flatMap((streams) => [...streams]))
      response.destroy();
  }

  #send(site: string): void {
    this.#timers.delete(site);
    const streams = this.#streams.get(site);
    const answer = this.#parts.answer(site);
    if (streams === undefined || answer === undefined) return;
    const nowMs = this.#parts.monotonic();
    const last = this.#last.get(site);
    if (last?.etag === answer.etag && nowMs - last.sentMs < repeatMs - gatherMs) return;
    this.#last.set(site, { etag: answer.etag, sentMs: nowMs });
    const event = Buffer.from(eventOf(answer));
    for (const { response } of streams) {
      if (response.writableLength > maxWaiting) response.destroy();
      else response.write(event);
    }
  }

  #remove(site: string, stream: Stream): void {
    const streams = this.#streams.get(site);
    if (streams?.delete(stream) !== true) return;
    if (streams.size === 0) {
      this.#streams.delete(site);
      this.#last.delete(site);
    }
    this.#open--;
    const left = (this.#fromOne.get(stream.from) ?? 1) - 1;
    if (left === 0) this.#fromOne.delete(stream.from);
    else this.#fromOne.set(stream.from, left);
  }
}

function eventOf({ json }: PublicAnswer): string {
  return `data: ${json}\n\n`;
}
