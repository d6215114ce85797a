import type { Readable, Writable } from 'node:stream';

/** Parameters or results of the DevTools protocol, read where they are used. */
export type Fields = Readonly<Record<string, unknown>>;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Fields;
  readonly result?: Fields;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

interface Call {
  readonly method: string;
  readonly resolve: (result: Fields) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The DevTools protocol over the pipe of `--remote-debugging-pipe`: JSON, each message ended by a zero byte. Every
 * engine since Chromium 65 speaks it; libraries that drive browsers have given up the old ones.
 */
export class DevTools {
  readonly #out: Writable;
  readonly #calls = new Map<number, Call>();
  readonly #listeners = new Map<string, ((params: Fields) => void)[]>();
  #lastId = 0;
  #rest = '';
  #sessionId: string | undefined;

  constructor(out: Writable, from: Readable) {
    this.#out = out;
    from.setEncoding('utf8');
    from.on('data', (text: string) => this.#take(text));
    from.on('close', () => this.#end());
    // A browser that is gone is noticed by the other pipe.
    out.on('error', () => undefined);
    from.on('error', () => undefined);
  }

  /** Attaches to the page there is: all further calls go to it. */
  async attachToPage(): Promise<void> {
    const { targetInfos } = await this.call('Target.getTargets');
    const pages = (targetInfos as readonly Fields[]).filter(({ type }) => type === 'page');
    const targetId =
      pages[0]?.targetId ?? (await this.call('Target.createTarget', { url: 'about:blank' })).targetId;
    const { sessionId } = await this.call('Target.attachToTarget', { targetId, flatten: true });
    this.#sessionId = String(sessionId);
  }

  call(method: string, params: Fields = {}): Promise<Fields> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { method, resolve, reject });
      this.#out.write(`${JSON.stringify({ id, method, params, sessionId: this.#sessionId })}\0`);
    });
  }

  on(method: string, listener: (params: Fields) => void): void {
    this.#listeners.set(method, [...(this.#listeners.get(method) ?? []), listener]);
  }

  #take(text: string): void {
    const messages = (this.#rest + text).split('\0');
    this.#rest = messages.pop() ?? '';
    for (const message of messages) this.#dispatch(JSON.parse(message));
  }

  #dispatch({ id, method, params = {}, result = {}, error }: Message): void {
    if (method !== undefined) for (const listener of this.#listeners.get(method) ?? []) listener(params);
    const call = id === undefined ? undefined : this.#calls.get(id);
    if (!call || id === undefined) return;
    this.#calls.delete(id);
    if (error) call.reject(new Error(`${call.method}: ${error.message}`));
    else call.resolve(result);
  }

  #end(): void {
    for (const { method, reject } of this.#calls.values())
      reject(new Error(`${method}: the browser is gone`));
    this.#calls.clear();
  }
}
