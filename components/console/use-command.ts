import { useState } from 'react';
import useSWR from 'swr';
import { type Answered, type Api, type ApiFailure, type ApiResult, answerOf } from '#lib/api/client.ts';
import { useConsole } from './console-context.ts';
import { useFailure } from './use-failure.ts';

export interface Fetched<T> {
  readonly value: T | undefined;
  /** Why there is no data, as text. */
  readonly failure: string | undefined;
  refresh(): Promise<void>;
}

/**
 * What a call answers, fetched when the page opens and when it becomes visible again.
 *
 * @param everyMs asked again at this interval; what was known is shown meanwhile, also for another key
 */
export function useFetched<R extends { readonly response: Response }>(
  key: string,
  call: (api: Api) => Promise<R>,
  everyMs = 0,
): Fetched<Answered<R>> {
  const { api } = useConsole();
  const inWords = useFailure();
  const { data, error, mutate } = useSWR<Answered<R>, ApiFailure>(
    key,
    () => answerOf(call(api)),
    everyMs === 0 ? {} : { refreshInterval: everyMs, keepPreviousData: true },
  );
  return {
    value: data,
    failure: error && inWords(error, false),
    refresh: async () => {
      await mutate();
    },
  };
}

export interface Command {
  readonly isBusy: boolean;
  /** Why the last command failed. */
  readonly failure: string | undefined;
  /** Waits for the call; `words` say why it failed where the usual ones do not. @returns its result */
  run<T>(call: ApiResult<T>, words?: (failure: ApiFailure) => string | undefined): ApiResult<T>;
  clear(): void;
}

/** A command that runs once at a time, with its failure as text. */
export function useCommand(): Command {
  const inWords = useFailure();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  return {
    isBusy,
    failure,
    clear: () => setFailure(undefined),
    run: async (call, words) => {
      setIsBusy(true);
      setFailure(undefined);
      const answer = await call;
      setIsBusy(false);
      if (!answer.ok) setFailure(words?.(answer.error) ?? inWords(answer.error));
      return answer;
    },
  };
}
