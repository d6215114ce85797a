import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Api, type ApiFailure, ask, once, zoneAt } from '#lib/api/client.ts';
import { newCommandKey } from '#lib/api/command-key.ts';
import type { AdjustedSource, AdjustProgress, AdjustResult } from '#lib/contract/adjust.ts';
import type { Path } from '#lib/contract/path.ts';

/** A command to a zone. */
export interface CommandRequest {
  readonly action: 'adjust' | 'reset';
  readonly to: number;
  readonly note?: string;
  /** Set if the command is one of those that together reset a whole site, also for a retry. */
  readonly ofSiteReset?: boolean;
  /** Identifies the command for the sidecar, which carries it out once; default: a new key. */
  readonly key?: string;
}

/** An adjust or reset that was sent from this page. */
export interface Command extends CommandRequest {
  readonly id: number;
  readonly key: string;
  /**
   * `running` until every device has settled; `settled` with the result; `refused` by the sidecar; `unanswered`
   * when no answer came: it may have been carried out or not.
   */
  readonly status: 'running' | 'settled' | 'refused' | 'unanswered';
  /** Epoch ms of this machine. */
  readonly startedAt: number;
  /** Set from the first progress message on: the same for every message of one adjust. */
  readonly adjustId?: string;
  readonly sources: readonly AdjustedSource[];
  readonly waiting: AdjustProgress['waiting'];
  readonly result?: AdjustResult;
  readonly failure?: ApiFailure;
}

export interface CommandState {
  /** The last command to each zone. */
  readonly commands: Readonly<Record<Path, Command>>;
}

export interface CommandActions {
  /**
   * Sends a command to a zone, once. The same command while the first one is running is not sent again.
   *
   * @returns the command in its final state; undefined when it was not sent
   */
  place(zone: Path, request: CommandRequest): Promise<Command | undefined>;
  /** Applies a progress message of the socket. */
  applyProgress(progress: AdjustProgress): void;
  /** Removes ended commands. */
  dismiss(zones: readonly Path[]): void;
}

export type CommandStore = StoreApi<CommandState & CommandActions>;

/** The commands sent from this page, with their progress. Nothing is ever sent again automatically. */
export function createCommandStore(api: Pick<Api, 'POST'>, wall: () => number = Date.now): CommandStore {
  let lastId = 0;

  return createStore<CommandState & CommandActions>()((set, get) => {
    const update = (zone: Path, id: number, change: Partial<Command>): Command | undefined => {
      const command = get().commands[zone];
      // A later command to the same zone has replaced it.
      if (command === undefined || command.id !== id) return undefined;
      const next = { ...command, ...change };
      set(({ commands }) => ({ commands: { ...commands, [zone]: next } }));
      return next;
    };

    return {
      commands: {},

      place: async (zone, request) => {
        const running = get().commands[zone];
        if (running !== undefined && isSame(running, request)) return undefined;
        const id = ++lastId;
        const command: Command = {
          ...request,
          key: request.key ?? newCommandKey(),
          id,
          status: 'running',
          startedAt: wall(),
          sources: [],
          waiting: [],
        };
        set(({ commands }) => ({ commands: { ...commands, [zone]: command } }));
        const { action, to, note, key } = command;
        const init = { params: zoneAt(zone), ...once(key) };
        const noted = note === undefined ? {} : { note };
        const answer = await ask(
          action === 'reset'
            ? api.POST('/api/v1/zones/{site}/{zone}/reset', { ...init, body: noted })
            : api.POST('/api/v1/zones/{site}/{zone}/adjust', { ...init, body: { occupancy: to, ...noted } }),
        );
        if (answer.ok) return update(zone, id, settledBy(answer.value));
        // The answer was lost, but the socket has reported the result.
        if (get().commands[zone]?.result !== undefined) return update(zone, id, {});
        const isRefused = answer.error.kind === 'refused';
        return update(zone, id, { status: isRefused ? 'refused' : 'unanswered', failure: answer.error });
      },

      applyProgress: (progress) => {
        const zone: Path = `${progress.site}/${progress.zone}`;
        const command = get().commands[zone];
        if (command === undefined || !isAbout(progress, command)) return;
        update(zone, command.id, {
          adjustId: progress.adjustId,
          sources: progress.sources,
          waiting: progress.waiting,
          ...(progress.result === undefined ? {} : settledBy(progress.result)),
        });
      },

      dismiss: (zones) =>
        set(({ commands }) => ({
          commands: Object.fromEntries(
            Object.entries(commands).filter(
              ([zone, { status }]) => status === 'running' || !zones.some((path) => path === zone),
            ),
          ),
        })),
    };
  });
}

function isSame(command: Command, request: CommandRequest): boolean {
  return command.status === 'running' && command.action === request.action && command.to === request.to;
}

function isAbout(progress: AdjustProgress, command: Command): boolean {
  if (command.status !== 'running' && command.status !== 'unanswered') return false;
  return command.adjustId === undefined ? progress.to === command.to : progress.adjustId === command.adjustId;
}

function settledBy(result: AdjustResult): Partial<Command> {
  return { status: 'settled', result, sources: result.sources, waiting: [] };
}

/**
 * A command without an answer, to be sent again with the same key: if it was carried out, the sidecar only
 * reports that, and people who came in since stay counted.
 */
export function sameAgain({ action, to, note, ofSiteReset, key }: Command): CommandRequest {
  return {
    action,
    to,
    key,
    ...(note === undefined ? {} : { note }),
    ...(ofSiteReset === undefined ? {} : { ofSiteReset }),
  };
}

/** The sources that did not confirm: they refused, did not answer, or do not show the number yet. */
export function failedSources(command: Command): readonly AdjustedSource[] {
  return command.sources.filter(({ outcome }) => outcome !== 'confirmed' && outcome !== 'software');
}
