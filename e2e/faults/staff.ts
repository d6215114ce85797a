import { io, type Socket } from 'socket.io-client';
import {
  type ClientToServerEvents,
  liveNamespace,
  livePath,
  type ServerToClientEvents,
} from '#lib/contract/live-events.ts';
import { type ZoneState, zoneStateSchema } from '#lib/contract/zone-state.ts';
import { adminPassword } from '../support/doorlight.ts';
import { site } from './shop.ts';

/** A staff member with an open console: receives its messages, and sends commands. */
export class Staff {
  readonly #url: string;
  readonly #cookie: string;
  readonly #socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  readonly #reported: { readonly subject: string; readonly words: string }[] = [];

  private constructor(url: string, cookie: string) {
    this.#url = url;
    this.#cookie = cookie;
    this.#socket = io(`${url}${liveNamespace}`, {
      path: livePath,
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: { cookie },
    });
    this.#socket.on('zone', ({ zone, light, reason }) => this.#hear(zone, `${light}: ${reason}`));
    this.#socket.on('sensor', ({ sensor, status, lastError }) => {
      if (status !== 'ok') this.#hear(sensor, `${status}${lastError ? `: ${lastError.message}` : ''}`);
    });
    this.#socket.on('alert', ({ kind, subject }) => this.#hear(subject, `alert: ${kind}`));
    this.#socket.on('disconnect', () => this.#hear('', 'console: connection lost'));
  }

  /** Signs in as the administrator. */
  static async signIn(url: string): Promise<Staff> {
    const answer = await fetch(`${url}/api/auth/sign-in/username`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ username: 'admin', password: adminPassword }),
    });
    if (!answer.ok) throw new Error(`Sign-in answered ${answer.status}: ${await answer.text()}`);
    const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
    return new Staff(url, cookies.join('; '));
  }

  /** What it received since `mark()` about a zone and its sensor, each once. */
  alertsAbout(subject: string, since: number): string[] {
    const heard = this.#reported
      .slice(since)
      .filter((each) => each.subject === subject || each.subject === '');
    return [...new Set(heard.map(({ words }) => words))];
  }

  mark(): number {
    return this.#reported.length;
  }

  /** @throws after `timeoutMs` without an answer */
  send(
    method: string,
    path: string,
    body: object | undefined,
    timeoutMs: number,
    key?: string,
  ): Promise<Response> {
    return fetch(`${this.#url}${path}`, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        cookie: this.#cookie,
        origin: this.#url,
        ...(body && { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  /** A zone's state from the API; undefined without an answer. */
  async zone(zone: string): Promise<ZoneState | undefined> {
    const answer = await this.send('GET', `/api/v1/zones/${site}/${zone}`, undefined, 3000).catch(
      () => undefined,
    );
    return answer?.ok ? zoneStateSchema.parse(await answer.json()) : undefined;
  }

  leave(): void {
    this.#socket.disconnect();
  }

  #hear(subject: string, words: string): void {
    this.#reported.push({ subject, words });
  }
}
