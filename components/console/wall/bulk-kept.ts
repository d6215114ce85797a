import type { HoldRequest } from '#lib/contract/adjust.ts';
import type { FoundSite } from '#lib/contract/wall.ts';
import type { BulkState } from './bulk-run.ts';
import type { BulkSettings } from './bulk-settings.ts';

/** The actions on many sites. */
export type BulkAction =
  | { readonly kind: 'reset' | 'release' }
  | { readonly kind: 'hold'; readonly request: HoldRequest }
  | { readonly kind: 'set'; readonly settings: BulkSettings };

/** An action on many sites, as it was started. */
export interface BulkOrder {
  /** Recognised by the sidecar where it is repeated. */
  readonly key: string;
  /** Who started it: nobody else goes on with it. */
  readonly username: string;
  /** Epoch ms. */
  readonly startedMs: number;
  readonly action: BulkAction;
  readonly sites: readonly FoundSite[];
}

export interface KeptOutcomes extends Pick<BulkState, 'outcomes' | 'isRunning'> {
  /** Of the order that they belong to. */
  readonly key: string;
}

export interface Kept {
  readonly order: BulkOrder;
  readonly outcomes: KeptOutcomes;
}

/** Another shape of what is kept gets other names. */
const orderName = 'doorlight-bulk-1';
export const outcomesName = 'doorlight-bulk-outcomes-1';
/** Commands are recognised by their keys for a day: after that one that is repeated would be carried out again. */
const forgottenAfterMs = 23 * 3_600_000;

type KeptIn = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What an action on many sites has done, kept in the browser: a page that is reloaded or closed forgets nothing of it. */
export class BulkKeep {
  readonly #storage: KeptIn;

  constructor(storage: KeptIn) {
    this.#storage = storage;
  }

  /** @returns false where the browser keeps nothing */
  begin(order: BulkOrder, outcomes: KeptOutcomes): boolean {
    return this.#set(orderName, order) && this.update(outcomes);
  }

  update(outcomes: KeptOutcomes): boolean {
    return this.#set(outcomesName, outcomes);
  }

  /** The last one of this user; undefined if there is none, or it is too old to go on with. */
  read(username: string, nowMs: number): Kept | undefined {
    const order = this.#get<BulkOrder>(orderName);
    const outcomes = this.#get<KeptOutcomes>(outcomesName);
    if (order === undefined || outcomes === undefined || order.key !== outcomes.key) return undefined;
    const isOurs = order.username === username && nowMs - order.startedMs < forgottenAfterMs;
    return isOurs ? { order, outcomes } : undefined;
  }

  forget(): void {
    this.#storage.removeItem(orderName);
    this.#storage.removeItem(outcomesName);
  }

  #set(name: string, value: object): boolean {
    try {
      this.#storage.setItem(name, JSON.stringify(value));
      return true;
    } catch {
      // Full, or switched off.
      return false;
    }
  }

  /** What this page has written itself. */
  #get<T>(name: string): T | undefined {
    try {
      return JSON.parse(this.#storage.getItem(name) ?? 'null') ?? undefined;
    } catch {
      return undefined;
    }
  }
}
