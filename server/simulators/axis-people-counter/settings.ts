import { z } from 'zod';
import { type SimulatedAnswer, type SimulatedRequest, text } from '../device/device-model.ts';

/** The settings of the control API; see the README. */
export const settingsSchema = z.strictObject({
  /** `smart` refuses to have its occupancy set; `smart-silent` says OK and does nothing. */
  mode: z.enum(['naive', 'smart', 'smart-silent']),
  /** Where the application lives; `old` has counting and occupancy as two applications. */
  paths: z.enum(['local', 'root', 'old']),
  /** `total in` or `totalin`. */
  spelling: z.enum(['spaced', 'joined']),
  /** How a device without occupancy answers. */
  offAnswer: z.enum(['not-found', 'empty']),
  /** The body of an accepted reset. */
  resetAnswer: z.enum(['json', 'text', 'empty']),
  /** Status of a reset under `.api` on firmware that limits it to operators; 200 accepts it. */
  resetRefusal: z.union([z.literal(200), z.literal(401), z.literal(403), z.literal(404)]),
  /** The access that the exports of occupancy are under. */
  exportAccess: z.enum(['.api', '.apioperator']),
  /** The accepted form of `setparams`: of AXIS OS 5.60 and later, or before. */
  setForm: z.enum(['named', 'numbered']),
  /** Whether a timestamp is a JSON number. */
  timestampAsNumber: z.boolean(),
  /** Sets the people inside, like an operator at the device. */
  occupancy: z.number().int().optional(),
  /** Fills the memory of this many days before today. */
  pastDays: z.number().int().min(0).max(60).optional(),
});
export type Settings = Omit<z.infer<typeof settingsSchema>, 'occupancy' | 'pastDays'>;

export const defaults: Settings = {
  mode: 'naive',
  paths: 'local',
  spelling: 'joined',
  offAnswer: 'not-found',
  resetAnswer: 'json',
  resetRefusal: 200,
  exportAccess: '.api',
  setForm: 'named',
  timestampAsNumber: false,
};

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

  /** Applies one form and answers OK to both, like a camera that ignores unknown names. */
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
