import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely';

/** Checks before each query, and before its result is used, whether this process may still use the database. */
export class GuardPlugin implements KyselyPlugin {
  readonly #check: () => void;

  /** @param check throws, or ends the process, if it may not */
  constructor(check: () => void) {
    this.#check = check;
  }

  transformQuery({ node }: PluginTransformQueryArgs): PluginTransformQueryArgs['node'] {
    this.#check();
    return node;
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<PluginTransformResultArgs['result']> {
    this.#check();
    return result;
  }
}
