import { Pool } from 'undici';

/** One client for everything that is asked over HTTP: one kept connection, whole bodies. */
export class TimedClient {
  readonly #pool: Pool;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(origin: string, headers: Readonly<Record<string, string>> = {}) {
    this.#pool = new Pool(origin, { connections: 1 });
    this.#headers = headers;
  }

  /** @throws when the answer is not 200 */
  async get(path: string): Promise<string> {
    const { statusCode, body } = await this.#pool.request({ method: 'GET', path, headers: this.#headers });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}: ${text.slice(0, 300)}`);
    return text;
  }

  /** How long each of some requests took, one after the other (ms). */
  async time(path: string, times: number): Promise<number[]> {
    const took: number[] = [];
    for (let time = 0; time < times; time++) {
      const startMs = performance.now();
      await this.get(path);
      took.push(performance.now() - startMs);
    }
    return took;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
