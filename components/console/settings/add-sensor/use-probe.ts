'use client';

import { useState } from 'react';
import { ask } from '#lib/api/client.ts';
import type { ProbeRequest } from '#lib/contract/probe.ts';
import { useConsole } from '../../console-context.ts';
import { useFailure } from '../../use-failure.ts';
import { type ProbeStep, stepAfter } from '../settings-probe.ts';

export interface Probing {
  readonly step: ProbeStep;
  /** The request of the last answer. */
  readonly request: ProbeRequest;
  readonly isAsking: boolean;
  /** Why Doorlight itself did not answer, as text. */
  readonly problem: string | undefined;
  ask(request: ProbeRequest): Promise<void>;
  startOver(): void;
}

/** Probes an address, step by step. */
export function useProbe(site: string): Probing {
  const { api } = useConsole();
  const inWords = useFailure();
  const [step, setStep] = useState<ProbeStep>({ kind: 'address' });
  const [request, setRequest] = useState<ProbeRequest>({ site, url: '' });
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  return {
    step,
    request,
    isAsking,
    problem,
    ask: async (next) => {
      setIsAsking(true);
      setProblem(undefined);
      setRequest(next);
      const answer = await ask(api.POST('/api/v1/sensors/probe', { body: next }));
      setIsAsking(false);
      if (answer.ok) setStep((before) => stepAfter(before, answer.value));
      else setProblem(inWords(answer.error, false));
    },
    startOver: () => {
      setStep({ kind: 'address' });
      setRequest({ site, url: '' });
      setProblem(undefined);
    },
  };
}
