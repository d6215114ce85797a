import type { ProbeAnswer, ProbeRequest } from '#lib/contract/probe.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { AddressRule } from '../../network/outbound.ts';
import type { SensorConfig, SensorFamily } from '../driver.ts';
import { DeviceConnection } from '../http/device-connection.ts';
import type { DeviceHttp, DeviceTls } from '../http/device-http.ts';
import { addressesOf } from './address.ts';
import { trialRead } from './trial-read.ts';
import { type Asking, type Finding, failureOf, verdictOf } from './verdict.ts';

export interface SensorProbeParts {
  readonly families: ReadonlyMap<string, SensorFamily>;
  /** IANA zone of the site. */
  readonly timezone: string;
  /** Which addresses may be asked. */
  readonly addresses?: AddressRule;
  /** Opens the way to a device. Default: a real connection. */
  connect?(options: ConstructorParameters<typeof DeviceConnection>[0]): DeviceHttp;
}

/** A request whose address and trust have been read. */
export interface Probe extends Omit<ProbeRequest, 'tls' | 'site'> {
  readonly tls: DeviceTls;
}

/**
 * Finds out what answers at an address, and reads it once. A password goes to nobody but who asks for one, one
 * time, and never over a connection whose certificate is not trusted.
 */
export class SensorProbe {
  readonly #parts: SensorProbeParts;

  constructor(parts: SensorProbeParts) {
    this.#parts = parts;
  }

  async run(probe: Probe, signal: AbortSignal): Promise<ProbeAnswer> {
    let failure: Failure | undefined;
    for (const url of addressesOf(probe.url)) {
      const answer = await this.#at(url, probe, signal);
      if (answer.kind !== 'failed' || !isSilent(answer)) return answer;
      const isMoreExact = failure === undefined || answer.reason === 'not-recognised';
      if (isMoreExact) failure = answer;
    }
    return failure ?? { kind: 'failed', url: probe.url, reason: 'no-such-host' };
  }

  async #at(url: string, probe: Probe, signal: AbortSignal): Promise<ProbeAnswer> {
    const chosen = probe.driver === undefined ? undefined : this.#parts.families.get(probe.driver);
    if (chosen !== undefined) return this.#read(chosen, url, probe, signal);
    const families = [...this.#parts.families.values()];
    const verdict = verdictOf(await this.#ask(families, { ...probe, url }, undefined, signal));
    switch (verdict.kind) {
      case 'one':
        return this.#read(verdict.family, verdict.url, probe, signal);
      case 'failed':
        return verdict.error.kind === 'forbidden'
          ? { kind: 'failed', url, reason: 'not-recognised' }
          : failureOf(verdict.error, { url, isPinned: isPinned(probe.tls) });
      case 'nobody':
        return { kind: 'failed', url, reason: 'not-recognised' };
      case 'sign-in':
        return this.#signIn(verdict.asking, url, probe, signal);
    }
  }

  /** With a password, asks those who want one; each of them would answer a wrong one in the same way. */
  async #signIn(
    asking: readonly Asking[],
    url: string,
    probe: Probe,
    signal: AbortSignal,
  ): Promise<ProbeAnswer> {
    const credentials = credentialsOf(probe);
    const wanting = asking.filter(({ recognition }) => recognition.credential === 'password');
    if (credentials === undefined || wanting.length === 0) return signInAnswer(asking, url);
    const isReadable = url.startsWith('http:') && wanting.every(({ recognition }) => recognition.isBasicOnly);
    if (isReadable) return { kind: 'failed', url, reason: 'basic-over-http' };
    const [only] = wanting;
    if (wanting.length === 1 && only !== undefined) {
      return this.#read(only.family, only.recognition.url, probe, signal);
    }
    const challenged = wanting.flatMap(({ family }) => (family.signIn.kind === 'challenge' ? [family] : []));
    const verdict = verdictOf(await this.#ask(challenged, { ...probe, url }, credentials, signal));
    switch (verdict.kind) {
      case 'one':
        return this.#read(verdict.family, verdict.url, probe, signal);
      case 'sign-in':
        return { kind: 'failed', url, reason: 'wrong-credentials' };
      case 'failed':
        return failureOf(verdict.error, { url, isPinned: isPinned(probe.tls) });
      case 'nobody':
        return { kind: 'failed', url, reason: 'not-recognised' };
    }
  }

  /** One family after the other, until one answers, or none could. */
  async #ask(
    families: readonly SensorFamily[],
    { url, tls }: Probe,
    credentials: Credentials | undefined,
    signal: AbortSignal,
  ): Promise<Finding[]> {
    const http = this.#connect(url, tls, credentials);
    const findings: Finding[] = [];
    try {
      for (const family of families) {
        const recognition = await family.recognise?.(http, url, signal);
        if (recognition === undefined) continue;
        findings.push({ family, recognition });
        const isRefused = credentials !== undefined && recognition.kind === 'asks';
        if (isRefused || recognition.kind === 'answers' || isHopeless(recognition)) return findings;
      }
      return findings;
    } finally {
      await http.close();
    }
  }

  async #read(family: SensorFamily, url: string, probe: Probe, signal: AbortSignal): Promise<ProbeAnswer> {
    const { label } = family;
    const options = family.optionsSchema.safeParse(probe.options ?? {});
    const failed = (error: SensorError) => failureOf(error, { url, label, isPinned: isPinned(probe.tls) });
    // A key that cannot even be sent is as wrong as one that is refused.
    if (!options.success) return { kind: 'failed', url, label, reason: 'wrong-credentials' };
    const credentials = credentialsOf(probe);
    const config: SensorConfig = {
      site: 'probe',
      id: 'probe',
      driver: family.id,
      url,
      ...credentials,
      tls: probe.tls,
      pollMs: family.defaultPollMs,
      options: options.data,
    };
    const http = this.#connect(url, probe.tls, family.signIn.kind === 'challenge' ? credentials : undefined);
    try {
      const trial = await trialRead(family, config, { http, timezone: this.#parts.timezone }, signal);
      if (!trial.ok) return failed(trial.error);
      return {
        kind: 'found',
        url,
        driver: family.id,
        label,
        pollMs: family.defaultPollMs,
        hasChannels: family.channels === 'many',
        ...trial.value,
      };
    } finally {
      await http.close();
    }
  }

  #connect(url: string, tls: DeviceTls, credentials: Credentials | undefined): DeviceHttp {
    const { addresses } = this.#parts;
    const options = {
      origin: new URL(url).origin,
      tls,
      ...(addresses === undefined ? {} : { addresses }),
      ...(credentials === undefined ? {} : { credentials }),
    };
    return this.#parts.connect?.(options) ?? new DeviceConnection(options);
  }
}

type Failure = Extract<ProbeAnswer, { readonly kind: 'failed' }>;

interface Credentials {
  readonly username: string;
  readonly password: string;
}

function credentialsOf({ username, password }: Probe): Credentials | undefined {
  return username === undefined || password === undefined ? undefined : { username, password };
}

function signInAnswer(asking: readonly Asking[], url: string): ProbeAnswer {
  const families = asking.map(({ family: { id, label }, recognition }) => ({
    driver: id,
    label,
    credential: recognition.credential,
    url: recognition.url,
  }));
  return { kind: 'sign-in', url, families };
}

/** The other families would get no further. */
function isHopeless(recognition: Finding['recognition']): boolean {
  return recognition.kind === 'failed' && recognition.error.kind !== 'forbidden';
}

/** Nobody listened: the other scheme may be the right one. */
function isSilent({ reason }: Failure): boolean {
  return ['refused', 'unreachable', 'timeout', 'not-http', 'not-recognised'].includes(reason);
}

function isPinned(tls: DeviceTls): boolean {
  return typeof tls === 'object';
}
