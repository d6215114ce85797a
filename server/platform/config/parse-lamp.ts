import { pick } from 'es-toolkit';
import { z } from 'zod';
import { type LampState, lampDrivers, lampStates } from '#lib/contract/lamp.ts';
import { insteadOf } from '#lib/lamp-states.ts';
import type { LampConfig, LampSetting } from './configuration.ts';
import { durationSchema } from './duration.ts';
import type { ProblemList } from './problem-list.ts';
import { addressValues, idValue, nameValue, secretValue, tlsValue } from './scalars.ts';
import type { ValuePath } from './value-path.ts';
import { isMapping, printPath } from './value-path.ts';

const topicExpected = 'an MQTT topic such as shop/tower/set';
const topicValue = z.string({ error: topicExpected }).regex(/^[^+#\0]{1,500}$/, topicExpected);
const modbusExpected = 'an address such as modbus://10.0.0.41:502';
const modbusValue = z.string({ error: modbusExpected }).regex(/^modbus:\/\/[^/?#@\s]+\/?$/, modbusExpected);

/** Keys of `lamps`. Messages complete "expected …". */
export const lampEntrySchema = z.strictObject({
  id: idValue,
  zone: idValue,
  driver: z.enum(lampDrivers),
  name: nameValue.exactOptional(),
  url: z.string(),
  username: secretValue.exactOptional(),
  password: secretValue.exactOptional(),
  token: secretValue.exactOptional(),
  tls: tlsValue.default('verify'),
  /** Modbus: which device behind the address. */
  unit: z.number('a whole number from 0 to 255').int().min(0).max(255).default(1),
  topic: topicValue.exactOptional(),
  /** Where the lamp reports the payload that it shows. */
  statusTopic: topicValue.exactOptional(),
  states: z
    .record(z.string(), z.unknown(), { error: 'states with their settings, unknown among them' })
    .optional(),
  /** Instead of states: a barrier. */
  holdAtRed: z.boolean().default(false),
  door: z.enum(['entry', 'exit', 'both']).default('both'),
  open: z.unknown().optional(),
  shut: z.unknown().optional(),
  /** Nobody knows anything then: never green. */
  failSafe: z.enum(['unknown', 'red', 'closed', 'keepOut', 'leave']).default('unknown'),
  repeat: durationSchema(1000, 60_000).default(5000),
  /** Axis: an output goes off by itself this long after the last command. */
  hold: durationSchema(3000, 600_000).optional(),
});
type Lamp = z.output<typeof lampEntrySchema>;

/** By driver; made once, because a schema costs more than what it checks. */
const schemas = {
  'axis-io': lampEntrySchema.extend({ url: addressValues.device }),
  http: lampEntrySchema.extend({ url: addressValues.whole }),
  mqtt: lampEntrySchema.extend({ url: addressValues.broker }),
  'modbus-tcp': lampEntrySchema.extend({ url: modbusValue }),
} as const;

/** Parses one entry of `lamps`; undefined when it does not have the right form. */
export function parseLamp(
  value: unknown,
  path: ValuePath,
  zones: readonly string[],
  {
    site,
    problems,
    entered,
  }: { readonly site: string; readonly problems: ProblemList; readonly entered: ReadonlySet<string> },
): LampConfig | undefined {
  const driver = isMapping(value) ? lampDrivers.find((each) => each === value.driver) : undefined;
  const schema = driver === undefined ? lampEntrySchema : schemas[driver];
  const lamp = problems.check(schema, value, path);
  if (lamp === undefined) return undefined;
  if (!zones.includes(lamp.zone))
    problems.add([...path, 'zone'], `the id of a zone of this site: ${zones.join(', ')}`);
  if (lamp.driver === 'mqtt' && lamp.topic === undefined) problems.add([...path, 'topic'], topicExpected);
  const { hold: holdMs } = lamp;
  if (holdMs !== undefined && lamp.driver !== 'axis-io')
    problems.add([...path, 'hold'], 'no hold: only the outputs of an Axis device can do that');
  else if (holdMs !== undefined && holdMs < lamp.repeat * 2)
    problems.add([...path, 'hold'], 'at least twice the time of repeat: else the lamp would flicker');
  else if (
    holdMs !== undefined &&
    lamp.holdAtRed &&
    isMapping(lamp.open) &&
    Object.values(lamp.open).includes(true)
  )
    problems.add(
      [...path, 'hold'],
      'no hold where open switches an output on: the barrier would shut by itself',
    );
  const settings = lamp.holdAtRed ? barrierOf(lamp, path, problems) : statesOf(lamp, path, problems);
  if (settings === undefined) return undefined;
  switchOffOthers(settings);
  return {
    site,
    ...pick(lamp, ['id', 'zone', 'driver', 'name', 'url', 'username', 'password', 'token']),
    ...pick(lamp, ['tls', 'unit', 'topic', 'statusTopic']),
    settings,
    failSafe: lamp.holdAtRed ? 'leave' : lamp.failSafe,
    isBarrier: lamp.holdAtRed,
    repeatMs: lamp.repeat,
    ...(holdMs !== undefined && { holdMs }),
    ...(entered.has(printPath(path)) && { isEntered: true }),
  };
}

type Settings = Map<LampState, LampSetting>;

/** What one state switches on is off in all others: else green would stay on beside red. */
function switchOffOthers(settings: Map<LampState, LampSetting>): void {
  const all = [...settings.values()].flatMap((setting) =>
    setting.kind === 'outputs' ? [...setting.outputs.keys()] : [],
  );
  for (const [state, setting] of settings) {
    if (setting.kind !== 'outputs') continue;
    const outputs = new Map([...all.map((output) => [output, false] as const), ...setting.outputs]);
    settings.set(state, { kind: 'outputs', outputs });
  }
}

function statesOf(lamp: Lamp, path: ValuePath, problems: ProblemList): Settings | undefined {
  const written = lamp.states ?? {};
  for (const key of ['open', 'shut'] as const)
    if (lamp[key] !== undefined)
      problems.add([...path, key], `no ${key}: only a barrier (holdAtRed: true) has it`);
  for (const key of Object.keys(written))
    if (!lampStates.some((state) => state === key))
      problems.addUnknownKey([...path, 'states'], key, lampStates);
  if (written.unknown === undefined) {
    problems.add(
      [...path, 'states'],
      'states with a setting for unknown: what is shown when nothing true is known',
    );
    return undefined;
  }
  const own = new Map(
    lampStates.flatMap((state) => {
      if (written[state] === undefined) return [];
      const setting = settingOf(written[state], [...path, 'states', state], lamp, problems);
      return setting === undefined ? [] : [[state, setting] as const];
    }),
  );
  return new Map(
    lampStates.flatMap((state) => {
      const other = insteadOf[state];
      const setting = own.get(state) ?? own.get(other) ?? own.get(insteadOf[other]);
      return setting === undefined ? [] : [[state, setting] as const];
    }),
  );
}

/** A barrier only ever holds people back from coming in; whoever is inside gets out, whatever happens. */
function barrierOf(lamp: Lamp, path: ValuePath, problems: ProblemList): Settings | undefined {
  if (lamp.door !== 'entry') {
    problems.add(
      [...path, 'door'],
      'entry: a barrier that is shut at red must be one that nobody needs to get out',
    );
    return undefined;
  }
  if (lamp.states !== undefined)
    problems.add([...path, 'states'], 'open and shut instead: a barrier has just these');
  const open = settingOf(lamp.open, [...path, 'open'], lamp, problems);
  const shut = settingOf(lamp.shut, [...path, 'shut'], lamp, problems);
  if (open === undefined || shut === undefined) return undefined;
  const isShut = (state: LampState) => state === 'red' || state === 'keepOut';
  return new Map(lampStates.map((state) => [state, isShut(state) ? shut : open]));
}

const outputsExpected = 'outputs that are on or off, such as { 1: true, 2: false }';
const requestSchema = z.strictObject({
  url: z.string().min(1),
  method: z.enum(['GET', 'POST', 'PUT']).default('POST'),
  body: z.string().max(10_000).default(''),
  type: z.string().max(100).default('application/json'),
});

function settingOf(
  value: unknown,
  path: ValuePath,
  { driver }: Lamp,
  problems: ProblemList,
): LampSetting | undefined {
  switch (driver) {
    case 'mqtt':
      if (typeof value === 'string' && value.length <= 10_000) return { kind: 'payload', text: value };
      problems.add(path, 'text that is published');
      return undefined;
    case 'http': {
      if (typeof value === 'string' && value !== '')
        return { kind: 'request', url: value, method: 'GET', body: '', type: '' };
      const request = problems.check(requestSchema, value, path);
      return request && { kind: 'request', ...request };
    }
    default: {
      const outputs = isMapping(value) ? Object.entries(value) : [];
      const isRight = outputs.every(([output, on]) => /^\d{1,5}$/.test(output) && typeof on === 'boolean');
      if (outputs.length > 0 && outputs.length <= 64 && isRight)
        return {
          kind: 'outputs',
          outputs: new Map(outputs.map(([output, on]) => [Number(output), on === true])),
        };
      problems.add(path, outputsExpected);
      return undefined;
    }
  }
}
