import { type SimulatedAnswer, type SimulatedRequest, text } from '../device/device-model.ts';

/** The parameters of a simulated camera: `Counter.*` can be set, the rest is what it is. */
export class SimulatedParameters {
  readonly #fixed: Readonly<Record<'Build' | 'Static', Readonly<Record<string, unknown>>>>;
  readonly #counter: Map<string, string | number>;

  constructor(serial: string, name: string) {
    this.#fixed = {
      Build: { Name: 'AXIS People Counter', Version: '4.5.2' },
      Static: { Manufacturer: 'Axis', ModelName: 'AXIS M3045-V', Serial: serial, Errors: [] },
    };
    this.#counter = new Map<string, string | number>([
      ['Enabled', 1],
      ['Name', name],
      ['Height', 260],
      ['Width', 100],
    ]);
  }

  get name(): string {
    return String(this.#counter.get('Name'));
  }

  all() {
    return { Counter: Object.fromEntries(this.#counter), ...this.#fixed };
  }

  /** Obeys one form and answers OK to both, as a camera does that looks for names it does not find. */
  set(form: 'named' | 'numbered', { query, body }: SimulatedRequest): SimulatedAnswer {
    const given = new URLSearchParams(form === 'named' ? query : body);
    if (!given.has('setparams')) return text('OK\n');
    for (const [name, value] of form === 'named' ? given : numberedPairs(given)) {
      const key = name.replace(/^Counter\./, '');
      if (key !== name && this.#counter.has(key)) this.#counter.set(key, value);
    }
    return text('OK\n');
  }
}

/** `p1=Counter.Height&v1=280` as pairs of name and value. */
function numberedPairs(given: URLSearchParams): [string, string][] {
  return [...given].flatMap(([key, name]): [string, string][] => {
    const value = given.get(key.replace(/^p/, 'v'));
    return /^p\d+$/.test(key) && value !== null ? [[name, value]] : [];
  });
}
