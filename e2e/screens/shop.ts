import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { startSimulatedDevice } from '../support/devices.ts';
import { adminPassword, Doorlight } from '../support/doorlight.ts';
import { siteFile } from '../support/site-file.ts';

/** A store of capacity 10 with one door: a whole Doorlight that runs, and people who come and go. */
export class Shop {
  readonly doorlight: Doorlight;
  readonly #door: SimulatedDevice;
  #cookie = '';
  #inside = 0;

  private constructor(doorlight: Doorlight, door: SimulatedDevice) {
    this.doorlight = doorlight;
    this.#door = door;
  }

  static async open(): Promise<Shop> {
    const door = await startSimulatedDevice('axis-people-counter', { username: 'op', password: 'pw' });
    const sensors = [{ id: 'door', driver: 'axis-people-counter', device: door }];
    // Without the least time before a light goes back, the story need not wait for it.
    const config = siteFile({ sensors, zone: { minHold: '0s' }, site: { public: true } });
    try {
      const shop = new Shop(await Doorlight.start({ config }), door);
      await shop.#signIn();
      return shop;
    } catch (error) {
      await door.close();
      throw error;
    }
  }

  get displayUrl(): string {
    return `${this.doorlight.url}/display/bern/entrance`;
  }

  /** People walk through the door until so many are inside. */
  fillTo(people: number): void {
    const more = people - this.#inside;
    this.#door.walk(more > 0 ? { in: more } : { out: -more });
    this.#inside = people;
  }

  /** The counter was set to zero. */
  isEmpty(): void {
    this.#inside = 0;
  }

  /** Staff close the store. */
  async close(): Promise<void> {
    await this.#call('PUT', '/api/v1/zones/bern/store/hold', { light: 'closed' });
  }

  async reopen(): Promise<void> {
    await this.#call('DELETE', '/api/v1/zones/bern/store/hold');
  }

  /** Screens connected to the sidecar as this display. */
  async screensConnected(): Promise<number> {
    const displays = await this.#call('GET', '/api/v1/displays');
    return (displays as [{ connections: number }])[0].connections;
  }

  async end(): Promise<void> {
    await this.doorlight.stop();
    await this.#door.close();
  }

  async #signIn(): Promise<void> {
    const { url } = this.doorlight;
    const answer = await fetch(`${url}/api/auth/sign-in/username`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ username: 'admin', password: adminPassword }),
    });
    if (!answer.ok) throw new Error(`Sign-in answered ${answer.status}.`);
    this.#cookie = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const { url } = this.doorlight;
    const answer = await fetch(url + path, {
      method,
      headers: { cookie: this.#cookie, origin: url, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
