import { createStore, type StoreApi } from 'zustand/vanilla';

/** The result of one of many. `faulty`: number of sensors that did not confirm. */
export type BulkResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'partial'; readonly faulty: number }
  | { readonly kind: 'failed'; readonly message: string };

/** `unclear`: the page was closed before the answer. */
export type BulkOutcome = { readonly kind: 'waiting' | 'running' | 'stopped' | 'unclear' } | BulkResult;

export interface BulkState {
  /** In the order of execution. */
  readonly ids: readonly string[];
  readonly outcomes: Readonly<Record<string, BulkOutcome>>;
  readonly isRunning: boolean;
  /** Whether it runs in another tab of this browser. */
  readonly isElsewhere: boolean;
}

export interface BulkActions {
  /** Runs an action on many, a few at a time; meanwhile no other can be started. */
  start(ids: readonly string[], act: (id: string) => Promise<BulkResult>): Promise<void>;
  /** Starts none of the waiting ones. */
  stop(): void;
  clear(): void;
  /** Shows what is known of a run of another tab, or of a page that was closed: then nothing goes on by itself. */
  show(run: Pick<BulkState, 'ids' | 'outcomes'>, isElsewhere: boolean): void;
}

export type BulkStore = StoreApi<BulkState & BulkActions>;

const nothing: BulkState = { ids: [], outcomes: {}, isRunning: false, isElsewhere: false };

/** An action on many, with the result of each. Nothing is sent again automatically. */
export function createBulkStore(atOnce: number): BulkStore {
  return createStore<BulkState & BulkActions>()((set, get) => {
    const note = (id: string, outcome: BulkOutcome) =>
      set(({ outcomes }) => ({ outcomes: { ...outcomes, [id]: outcome } }));

    return {
      ...nothing,

      start: async (wanted, act) => {
        if (get().isRunning) return;
        const ids = [...new Set(wanted)];
        set({
          ids,
          isRunning: true,
          isElsewhere: false,
          outcomes: Object.fromEntries(ids.map((id) => [id, { kind: 'waiting' }])),
        });
        const waiting = [...ids];
        const worker = async () => {
          for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
            if (get().outcomes[id]?.kind !== 'waiting') continue;
            note(id, { kind: 'running' });
            note(id, await act(id));
          }
        };
        await Promise.all(Array.from({ length: atOnce }, worker));
        set({ isRunning: false });
      },

      stop: () =>
        set(({ outcomes }) => ({
          outcomes: Object.fromEntries(
            Object.entries(outcomes).map(([id, outcome]): [string, BulkOutcome] => [
              id,
              outcome.kind === 'waiting' ? { kind: 'stopped' } : outcome,
            ]),
          ),
        })),

      clear: () => {
        if (!get().isRunning) set(nothing);
      },

      show: ({ ids, outcomes }, isElsewhere) => {
        const { isRunning, isElsewhere: wasElsewhere } = get();
        if (isRunning && !wasElsewhere) return;
        set({
          ids,
          isElsewhere,
          isRunning: isElsewhere,
          outcomes: isElsewhere ? outcomes : interrupted(outcomes),
        });
      },
    };
  });
}

/** What was not done by then will not be done by itself. */
function interrupted(outcomes: BulkState['outcomes']): BulkState['outcomes'] {
  const after = { waiting: { kind: 'stopped' }, running: { kind: 'unclear' } } as const;
  return Object.fromEntries(
    Object.entries(outcomes).map(([id, outcome]): [string, BulkOutcome] => [
      id,
      outcome.kind === 'waiting' || outcome.kind === 'running' ? after[outcome.kind] : outcome,
    ]),
  );
}

const areUndone: readonly BulkOutcome['kind'][] = ['failed', 'stopped', 'unclear'];

/** Those that failed, were not started, or of which nobody knows. */
export function undone({ ids, outcomes }: Pick<BulkState, 'ids' | 'outcomes'>): string[] {
  return ids.filter((id) => areUndone.includes(outcomes[id]?.kind ?? 'stopped'));
}

/** How many have answered, and how many of them need attention. */
export function bulkCounts({ ids, outcomes }: BulkState) {
  const kinds = ids.map((id) => outcomes[id]?.kind);
  const isOver = (kind: BulkOutcome['kind'] | undefined) => kind !== 'waiting' && kind !== 'running';
  return {
    total: ids.length,
    over: kinds.filter(isOver).length,
    done: kinds.filter((kind) => kind === 'done').length,
    faulty: kinds.filter((kind) => isOver(kind) && kind !== 'done').length,
  };
}
