'use client';

import { useState } from 'react';
import useSWR from 'swr';
import type { Api, ApiFailure, ApiResult } from '#lib/api/client.ts';
import { useConsole } from '../console-context.ts';
import { useFailure } from '../use-failure.ts';

/** A failure as what SWR keeps. */
class Failed extends Error {
  readonly failure: ApiFailure;

  constructor(failure: ApiFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

export interface Fetched<T> {
  readonly value: T | undefined;
  /** Why there is none, in words. */
  readonly failure: string | undefined;
  refresh(): Promise<void>;
}

/** What a call gives, fetched when the page opens and when it is looked at again. */
export function useFetched<T>(key: string, call: (api: Api) => ApiResult<T>): Fetched<T> {
  const { api } = useConsole();
  const inWords = useFailure();
  const { data, error, mutate } = useSWR<T, unknown>(key, async () => {
    const answer = await call(api);
    if (answer.ok) return answer.value;
    throw new Failed(answer.error);
  });
  return {
    value: data,
    failure: error instanceof Failed ? inWords(error.failure, false) : undefined,
    refresh: async () => {
      await mutate();
    },
  };
}

export interface Command {
  readonly isBusy: boolean;
  /** Why the last one did not succeed. */
  readonly failure: string | undefined;
  /** @returns whether it succeeded */
  run(call: () => ApiResult<unknown>, words?: (failure: ApiFailure) => string | undefined): Promise<boolean>;
  clear(): void;
}

/** Something that is done once at a time, and whose failure is told. */
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
      const answer = await call();
      setIsBusy(false);
      if (!answer.ok) setFailure(words?.(answer.error) ?? inWords(answer.error));
      return answer.ok;
    },
  };
}
