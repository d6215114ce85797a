import type { LampState } from '#lib/contract/lamp.ts';
import { insteadOf } from '#lib/lamp-states.ts';
import type { SettingsDocument } from '../settings-api.ts';
import {
  booleanOf,
  documentOf,
  durationOf,
  secondsOf,
  textOf,
  withoutUndefined,
} from '../settings-values.ts';

export const lampDrivers = ['axis-io', 'modbus-tcp', 'http', 'mqtt'] as const;
export type LampDriver = (typeof lampDrivers)[number];

export const lampStates = [
  'green',
  'amber',
  'red',
  'unknown',
  'closed',
  'keepOut',
  'leave',
] as const satisfies readonly LampState[];

const methods = ['GET', 'POST', 'PUT'] as const;

/** What a lamp shows in a state, as typed: numbers of outputs that are on, a path, or what is published. */
export interface StateValues {
  readonly text: string;
  /** Of a request. */
  readonly body: string;
  /** Of the body, where the configuration names one; it is kept. */
  readonly type?: string;
}

/** The values of the form of a lamp. An empty secret is kept. */
export interface LampValues {
  readonly name: string;
  readonly zone: string;
  readonly driver: LampDriver;
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly token: string;
  readonly trust: 'verify' | 'pinned' | 'insecure';
  readonly fingerprint: string;
  /** Modbus. */
  readonly unit: number;
  readonly topic: string;
  readonly statusTopic: string;
  /** Of requests. */
  readonly method: (typeof methods)[number];
  readonly isBarrier: boolean;
  readonly states: Readonly<Record<LampState, StateValues>>;
  readonly open: StateValues;
  readonly shut: StateValues;
  readonly failSafe: LampState;
  readonly repeatS: number;
  /** Axis: what is on goes off by itself after it. Empty: it stays. */
  readonly holdS: number | '';
}

export function lampValuesOf(document: SettingsDocument, zone: string): LampValues {
  const tls = textOf(document, 'tls', 'verify');
  const isTrust = tls === 'verify' || tls === 'insecure';
  const written = documentOf(document, 'states') ?? {};
  const settingOf = (state: LampState): unknown => {
    const other = insteadOf[state];
    return written[state] ?? written[other] ?? written[insteadOf[other]];
  };
  const [first] = [...Object.values(written), document.open].flatMap((each) => methodOf(each) ?? []);
  const state = (each: LampState) => stateOf(settingOf(each));
  return {
    name: textOf(document, 'name'),
    zone: textOf(document, 'zone', zone),
    driver: lampDrivers.find((each) => each === document.driver) ?? 'axis-io',
    url: textOf(document, 'url'),
    username: textOf(document, 'username'),
    password: '',
    token: '',
    trust: isTrust ? tls : 'pinned',
    fingerprint: isTrust ? '' : tls,
    unit: typeof document.unit === 'number' ? document.unit : 1,
    topic: textOf(document, 'topic'),
    statusTopic: textOf(document, 'statusTopic'),
    method: first ?? 'GET',
    isBarrier: booleanOf(document, 'holdAtRed', false),
    states: {
      green: state('green'),
      amber: state('amber'),
      red: state('red'),
      unknown: state('unknown'),
      closed: state('closed'),
      keepOut: state('keepOut'),
      leave: state('leave'),
    },
    open: stateOf(document.open),
    shut: stateOf(document.shut),
    failSafe: lampStates.find((each) => each === document.failSafe) ?? 'unknown',
    repeatS: secondsOf(textOf(document, 'repeat')) ?? 5,
    holdS: secondsOf(textOf(document, 'hold')) ?? '',
  };
}

/** The form as a document of the configuration. */
export function lampDocumentOf(values: LampValues): SettingsDocument {
  const { driver, isBarrier, states, open, shut, trust } = values;
  const shown = isBarrier ? [open, shut] : lampStates.map((state) => states[state]);
  const outputs = [...new Set(shown.flatMap(({ text }) => numbersIn(text)))].toSorted((a, b) => a - b);
  const setting = ({ text, body, type }: StateValues): unknown => {
    if (driver === 'mqtt') return text;
    if (driver !== 'http') {
      const on = numbersIn(text);
      return Object.fromEntries(outputs.map((output) => [output, on.includes(output)]));
    }
    if (values.method === 'GET') return text.trim();
    return { url: text.trim(), method: values.method, body, ...(type !== undefined && { type }) };
  };
  const hasSignIn = driver !== 'modbus-tcp';
  return withoutUndefined({
    name: values.name.trim() || undefined,
    zone: values.zone,
    driver,
    url: values.url.trim(),
    username: hasSignIn && values.username !== '' ? values.username : undefined,
    password: secretOf(values.password, hasSignIn && values.username !== ''),
    token: secretOf(values.token, driver === 'http'),
    tls: trust === 'verify' ? undefined : trust === 'insecure' ? trust : values.fingerprint.trim(),
    unit: driver === 'modbus-tcp' ? values.unit : undefined,
    topic: driver === 'mqtt' ? values.topic.trim() : undefined,
    statusTopic:
      driver === 'mqtt' && values.statusTopic.trim() !== '' ? values.statusTopic.trim() : undefined,
    repeat: durationOf(values.repeatS),
    hold: driver === 'axis-io' && values.holdS !== '' ? durationOf(values.holdS) : undefined,
    ...(isBarrier
      ? { holdAtRed: true, door: 'entry', open: setting(open), shut: setting(shut) }
      : {
          failSafe: values.failSafe,
          states: Object.fromEntries(lampStates.map((state) => [state, setting(states[state])])),
        }),
  });
}

/** A secret that was typed; undefined: the one that is set is kept; null: there is none any more. */
function secretOf(typed: string, isUsed: boolean): string | null | undefined {
  if (!isUsed) return null;
  return typed === '' ? undefined : typed;
}

function numbersIn(text: string): number[] {
  return [...text.matchAll(/\d{1,5}/g)].map(([number]) => Number(number));
}

/** A setting of the configuration, as it is typed. */
function stateOf(setting: unknown): StateValues {
  if (typeof setting === 'string') return { text: setting, body: '' };
  const fields: Readonly<Record<string, unknown>> =
    typeof setting === 'object' && setting !== null ? { ...setting } : {};
  if (typeof fields.url === 'string')
    return {
      text: fields.url,
      body: typeof fields.body === 'string' ? fields.body : '',
      ...(typeof fields.type === 'string' && { type: fields.type }),
    };
  const on = Object.keys(fields).filter((output) => fields[output] === true);
  return { text: on.join(', '), body: '' };
}

function methodOf(setting: unknown): LampValues['method'] | undefined {
  if (typeof setting !== 'object' || setting === null || !('url' in setting)) return undefined;
  return methods.find((each) => 'method' in setting && setting.method === each) ?? 'POST';
}
