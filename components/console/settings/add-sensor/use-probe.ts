import { useState } from 'react';
import { ask } from '#lib/api/client.ts';
import type { ProbeRequest, SensorDriverInfo } from '#lib/contract/probe.ts';
import { handDriver } from '#lib/hand-driver.ts';
import { useConsole } from '../../console-context.ts';
import { useFailure } from '../../use-failure.ts';
import { comesByItself, foundByItself, type ProbeStep, stepAfter, stepOf } from '../settings-probe.ts';

export interface Probing {
  readonly step: ProbeStep;
  /** The request of the last answer. */
  readonly request: ProbeRequest;
  readonly isAsking: boolean;
  /** Why Doorlight itself did not answer, as text. */
  readonly problem: string | undefined;
  ask(request: ProbeRequest): Promise<void>;
  startOver(): void;
  /** A kind was chosen, instead of having it found out. */
  choose(driver: SensorDriverInfo, url: string): void;
  /** Of a device that comes by itself: it is taken as it is described. */
  accept(driver: SensorDriverInfo, known: Partial<ProbeRequest>): void;
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
    choose: (driver, url) => {
      setStep(
        driver.driver === handDriver ? { kind: 'found', answer: foundByItself(driver) } : stepOf(driver, url),
      );
      setRequest({ site, url, driver: driver.driver });
      setProblem(undefined);
    },
    accept: (driver, known) => {
      setRequest({ ...request, ...known, url: comesByItself, driver: driver.driver });
      setStep({ kind: 'found', answer: foundByItself(driver) });
    },
    startOver: () => {
      setStep({ kind: 'address' });
      setRequest({ site, url: '' });
      setProblem(undefined);
    },
  };
}
