import type { ProbeAnswer, ProbeFailure } from '#lib/contract/probe.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { Recognition, SensorFamily } from '../driver.ts';

/** The finding of one family at an address. */
export interface Finding {
  readonly family: SensorFamily;
  readonly recognition: Recognition;
}

/** The result of all families. */
export type Verdict =
  | { readonly kind: 'one'; readonly family: SensorFamily; readonly url: string }
  | { readonly kind: 'sign-in'; readonly asking: readonly Asking[] }
  | { readonly kind: 'failed'; readonly error: SensorError }
  | { readonly kind: 'nobody' };

export interface Asking {
  readonly family: SensorFamily;
  readonly recognition: Extract<Recognition, { readonly kind: 'asks' }>;
}

/**
 * An answer decides; else the only sure request for a sign-in; else all unsure ones, among which the user's
 * password or choice decides.
 */
export function verdictOf(findings: readonly Finding[]): Verdict {
  for (const { family, recognition } of findings) {
    if (recognition.kind === 'answers') return { kind: 'one', family, url: recognition.url };
  }
  const asking = findings.flatMap(({ family, recognition }) =>
    recognition.kind === 'asks' ? [{ family, recognition }] : [],
  );
  const sure = asking.filter(({ recognition }) => recognition.isSure);
  if (sure.length > 0) return { kind: 'sign-in', asking: sure };
  if (asking.length > 0) return { kind: 'sign-in', asking };
  for (const { recognition } of findings) {
    if (recognition.kind === 'failed') return recognition;
  }
  return { kind: 'nobody' };
}

/** The context of an error: its meaning depends on it. */
export interface FailureContext {
  readonly url: string;
  /** The family's label, where it is known. */
  readonly label?: string;
  /** Whether a certificate was pinned. */
  readonly isPinned: boolean;
}

/**
 * The description of an error for the user. The device's own text is left out: any device may have answered.
 */
export function failureOf(error: SensorError, { url, label, isPinned }: FailureContext): ProbeAnswer {
  if (error.kind === 'certificate') {
    const { fingerprint } = error;
    return {
      kind: 'certificate',
      url,
      isChanged: isPinned,
      ...(fingerprint === undefined ? {} : { fingerprint }),
    };
  }
  const detail = detailOf(error);
  return {
    kind: 'failed',
    url,
    reason: reasonOf(error),
    ...(label === undefined ? {} : { label }),
    ...(detail === undefined ? {} : { detail }),
  };
}

function reasonOf(error: SensorError): ProbeFailure {
  switch (error.kind) {
    case 'unreachable':
      if (/ENOTFOUND|EAI_AGAIN/.test(error.detail)) return 'no-such-host';
      return error.detail.includes('ECONNREFUSED') ? 'refused' : 'unreachable';
    case 'timeout':
    case 'not-allowed':
    case 'basic-over-http':
    case 'forbidden':
    case 'rate-limited':
    case 'switched-off':
      return error.kind;
    case 'unauthorized':
      return 'wrong-credentials';
    case 'invalid':
      return error.expected === 'HTTP/1.1' ? 'not-http' : 'wrong-family';
    case 'not-found':
      return 'wrong-family';
    default:
      return 'other';
  }
}

function detailOf(error: SensorError): string | undefined {
  switch (error.kind) {
    case 'unreachable':
      return error.detail;
    case 'not-allowed':
      return error.address;
    case 'unauthorized':
    case 'forbidden':
    case 'http-status':
      return `HTTP ${error.status}`;
    case 'device':
      return String(error.code);
    case 'switched-off':
      return error.feature;
    default:
      return undefined;
  }
}
