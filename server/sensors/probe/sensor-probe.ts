import { z } from 'zod';
import type { ProbeAnswer, ProbeRequest, SensorParameter } from '#lib/contract/probe.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { AddressRule } from '../../network/outbound.ts';
import type { Credential, DriverContext, SensorConfig, SensorFamily } from '../driver.ts';
import { DeviceConnection } from '../http/device-connection.ts';
import type { DeviceHttp, DeviceTls } from '../http/device-http.ts';
import { addressesOf, isBroker } from './address.ts';
import { trialRead } from './trial-read.ts';
import { type Asking, type Finding, failureOf, verdictOf } from './verdict.ts';

export interface SensorProbeParts {
  readonly families: ReadonlyMap<string, SensorFamily>;
  /** IANA zone of the site. */
  readonly timezone: string;
  /** Checks which addresses may be used. */
  readonly addresses?: AddressRule;
  /** Opens the connection to a device. Default: a real one. */
  connect?(options: ConstructorParameters<typeof DeviceConnection>[0]): DeviceHttp;
}

/** A request with its parsed address and trust. */
export interface Probe extends Omit<ProbeRequest, 'tls' | 'site'> {
  readonly tls: DeviceTls;
}

/**
 * Finds out what answers at an address, and reads it once. A password is sent only to a device that asks for
 * one, once, and never over a connection with an untrusted certificate.
 */
export class SensorProbe {
  readonly #parts: SensorProbeParts;

  constructor(parts: SensorProbeParts) {
    this.#parts = parts;
  }

  async run(probe: Probe, signal: AbortSignal): Promise<ProbeAnswer> {
    let failure: Failure | undefined;
    let silent: string | undefined;
    const chosen = probe.driver === undefined ? undefined : this.#parts.families.get(probe.driver);
    for (const url of addressesOf(probe.url, chosen?.address)) {
      const { origin } = new URL(url);
      // Nobody listens there, whatever the path.
      if (origin === silent) continue;
      const answer = await this.#at(url, probe, signal);
      if (answer.kind !== 'failed' || !isSilent(answer)) return answer;
      if (answer.reason !== 'not-recognised') silent = origin;
      const isMoreExact = failure === undefined || answer.reason === 'not-recognised';
      if (isMoreExact) failure = answer;
    }
    return failure ?? { kind: 'failed', url: probe.url, reason: 'no-such-host' };
  }

  async #at(url: string, probe: Probe, signal: AbortSignal): Promise<ProbeAnswer> {
    const chosen = probe.driver === undefined ? undefined : this.#parts.families.get(probe.driver);
    if (chosen !== undefined) {
      const isShown = probe.shows === true && chosen.show !== undefined;
      return isShown ? this.#show(chosen, url, probe, signal) : this.#read(chosen, url, probe, signal);
    }
    const families = [...this.#parts.families.values()];
    if (isBroker(url))
      return fillIn(
        families.filter(({ address }) => address === 'broker'),
        url,
      );
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

  /**
   * With a password, tries the families that want one; each of them would refuse a wrong one in the same way.
   */
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

  /** One family after another, until one answers, or none could. */
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
    if (!options.success) {
      // What a template wants to know is asked for; a key that cannot even be sent is as wrong as one that is refused.
      const wrong = options.error.issues.map(({ path }) => String(path[0]));
      const isMissing = wrong.every((key) => probe.options?.[key] === undefined);
      if (isMissing && family.isTemplate === true) return fillIn([family], url);
      const isExpression = family.show !== undefined;
      const detail = isExpression ? `${wrong[0]}: ${options.error.issues[0]?.message}` : undefined;
      const reason = isExpression ? 'other' : 'wrong-credentials';
      return { kind: 'failed', url, label, reason, ...(detail === undefined ? {} : { detail }) };
    }
    const credentials = credentialsOf(probe);
    const config = configOf(family, url, probe, options.data);
    const http = this.#connect(url, probe.tls, family.signIn.kind === 'challenge' ? credentials : undefined);
    try {
      const trial = await trialRead(family, config, this.#context(http), signal);
      if (!trial.ok) return failed(trial.error);
      return {
        kind: 'found',
        url,
        driver: family.id,
        label,
        pollMs: family.defaultPollMs,
        hasChannels: family.channels !== 'main',
        ...trial.value,
      };
    } finally {
      await http.close();
    }
  }

  /** An answer as it is. */
  async #show(family: SensorFamily, url: string, probe: Probe, signal: AbortSignal): Promise<ProbeAnswer> {
    const { label, id } = family;
    const http = this.#connect(url, probe.tls, credentialsOf(probe));
    try {
      const config = configOf(family, url, probe, probe.options ?? {});
      const shown = await family.show?.(config, this.#context(http), signal);
      if (shown?.ok !== true) {
        const error: SensorError = shown?.error ?? { kind: 'not-found', path: url };
        const detail = error.kind === 'invalid' ? { detail: `${error.expected}: ${error.found}` } : {};
        return { ...failureOf(error, { url, label, isPinned: isPinned(probe.tls) }), ...detail };
      }
      const answer = z.json().parse(shown.value.answer ?? null);
      const { topic } = shown.value;
      return { kind: 'answer', url, driver: id, label, answer, ...(topic === undefined ? {} : { topic }) };
    } finally {
      await http.close();
    }
  }

  #context(http: DeviceHttp): DriverContext {
    const { timezone, addresses } = this.#parts;
    return { http, timezone, ...(addresses === undefined ? {} : { addresses }) };
  }

  #connect(url: string, tls: DeviceTls, credentials: Credentials | undefined): DeviceHttp {
    const { addresses } = this.#parts;
    const options = {
      origin: /^https?:/.test(url) ? new URL(url).origin : 'http://127.0.0.1',
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
  const families = asking.map(({ family, recognition: { credential, url } }) =>
    askingFamily(family, credential, url),
  );
  return { kind: 'sign-in', url, families };
}

/** Families that need more options before they can be read. */
function fillIn(families: readonly SensorFamily[], url: string): ProbeAnswer {
  const asking = families.map((family) => askingFamily(family, family.credential ?? 'password', url));
  return { kind: 'sign-in', url, families: asking };
}

function askingFamily(family: SensorFamily, credential: Credential, url: string) {
  return { driver: family.id, label: family.label, credential, url, parameters: parametersOf(family) };
}

/** What a person fills in of a family, as the console has it. */
export function parametersOf({ parameters = {} }: SensorFamily): SensorParameter[] {
  return Object.entries(parameters).map(([key, { label, default: usual, values }]) => ({
    key,
    label: { ...label },
    ...(usual === undefined ? {} : { default: usual }),
    ...(values === undefined ? {} : { values: [...values] }),
  }));
}

function configOf(
  family: SensorFamily,
  url: string,
  probe: Probe,
  options: SensorConfig['options'],
): SensorConfig {
  return {
    site: 'probe',
    id: 'probe',
    driver: family.id,
    url,
    ...credentialsOf(probe),
    tls: probe.tls,
    pollMs: family.defaultPollMs,
    options,
  };
}

/** The other families would get no further. */
function isHopeless(recognition: Finding['recognition']): boolean {
  return recognition.kind === 'failed' && recognition.error.kind !== 'forbidden';
}

/** Nothing listens there: the other scheme may be right. */
function isSilent({ reason }: Failure): boolean {
  return ['refused', 'unreachable', 'timeout', 'not-http', 'not-recognised'].includes(reason);
}

function isPinned(tls: DeviceTls): boolean {
  return typeof tls === 'object';
}
