import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { type DeviceFile, fileOf } from '#server/sensors/http/device-file.ts';
import { textOf } from '#server/sensors/http/device-text.ts';
import { type ParameterError, wrongParameter } from '#server/sensors/parse/parameters.ts';
import { isHtml, parseBody, parseJson, quote } from '#server/sensors/parse/parse-body.ts';
import type { SensorAnswer, SensorResult } from '#server/sensors/sensor-answer.ts';
import { type LinePlacement, linePlacementSchema } from '../schema.ts';
import type { Access, TvpcCalls } from './tvpc-calls.ts';

/** One parameter that was set, as it was and as the device says it is now. */
interface ParameterChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** The ways to write parameters: since AXIS OS 5.60, and before. */
type SetForm = 'named' | 'numbered';

/** Maintenance of an AXIS People Counter: counting line and logs, parameters, deleting counts. */
export class MaintenanceClient {
  readonly #calls: TvpcCalls;
  /** The form that this device has accepted before. */
  #setForm: SetForm | undefined;

  constructor(calls: TvpcCalls) {
    this.#calls = calls;
  }

  /** `cntpos.json`: where the counting line lies in the picture. */
  async linePlacement(signal: AbortSignal): SensorAnswer<LinePlacement> {
    const answer = await this.#calls.ask({ ...counting('.api', 'cntpos.json'), signal });
    return answer.ok ? parseBody(linePlacementSchema, answer.value.text) : answer;
  }

  /** `clear-data`: deletes every count that the device remembers, for good. */
  clearData(signal: AbortSignal): SensorAnswer<void> {
    return this.#calls.command('clear-data', { ...counting('.apioperator', 'clear-data'), signal });
  }

  /** `show-logs`: the system's logs as text. */
  async logs(signal: AbortSignal): SensorAnswer<string> {
    const answer = await this.#calls.transfer('show-logs', {
      ...counting('.apioperator', 'show-logs'),
      signal,
    });
    if (!answer.ok) return answer;
    const logs = await textOf(answer.value);
    if (!logs.ok) return logs;
    const text = logs.value;
    if (isHtml(text))
      return fail({ kind: 'invalid', field: 'body', expected: 'plain text', found: 'an HTML page' });
    return ok(text);
  }

  /** `generate-logs`: an archive of logs for the vendor's support. */
  async logArchive(signal: AbortSignal): SensorAnswer<DeviceFile> {
    const call = { ...counting('.apioperator', 'generate-logs'), signal };
    const answer = await this.#calls.transfer('generate-logs', call);
    return answer.ok ? fileOf(answer.value, 'application/gzip', 'logs.tar.gz') : answer;
  }

  /** `params.json`: every parameter of the application. */
  async parameters(signal: AbortSignal): SensorAnswer<DeviceParameters> {
    const answer = await this.#calls.ask({ ...counting('.api', 'params.json'), signal });
    return answer.ok ? readParameters(answer.value.text) : answer;
  }

  /**
   * `setparams`: sets parameters and reads them back; success means that the device shows the new values. It is
   * tried in the form of AXIS OS 5.60 and later, and if that has no effect in the older form.
   *
   * @param changes names as in {@link parameters}, e.g. `Counter.Height`
   */
  async setParameters(
    changes: ReadonlyMap<string, string>,
    signal: AbortSignal,
  ): Promise<Result<readonly ParameterChange[], SensorError | ParameterError>> {
    const before = await this.parameters(signal);
    if (!before.ok) return before;
    const wrong = wrongChange(changes, before.value);
    if (wrong !== undefined) return fail(wrong);
    const forms: readonly SetForm[] = this.#setForm === undefined ? ['named', 'numbered'] : [this.#setForm];
    let outcome: SensorResult<readonly ParameterChange[]> | undefined;
    for (const form of forms) {
      const next = await this.#setIn(form, changes, before.value, signal);
      if (next.ok) {
        this.#setForm = form;
        return next;
      }
      // The device's answer to the current form says more than its answer to the old one.
      outcome ??= next;
      if (!mayKnowOtherForm(next.error)) break;
    }
    return outcome ?? ok([]);
  }

  async #setIn(
    form: SetForm,
    changes: ReadonlyMap<string, string>,
    before: DeviceParameters,
    signal: AbortSignal,
  ): SensorAnswer<readonly ParameterChange[]> {
    const call = form === 'named' ? named(changes) : numbered(changes);
    const accepted = await this.#calls.command('setparams', {
      ...counting('.apioperator', call.query),
      ...call,
      signal,
    });
    if (!accepted.ok) return accepted;
    const after = await this.parameters(signal);
    if (!after.ok) return after;
    const shown = [...changes.keys()].map((name) => ({
      name,
      before: before.get(name) ?? '',
      after: after.value.get(name) ?? '',
    }));
    const kept = shown.find(({ name, after: value }) => value !== changes.get(name));
    if (kept === undefined) return ok(shown);
    return fail({ kind: 'device', code: 0, message: `${kept.name} is still ${kept.after}` });
  }
}

function counting(access: Access, query: string) {
  return { part: 'counting', access, query } as const;
}

/** `setparams&Counter.Height=280`. In the address and in the body: the text does not say where it is read. */
function named(changes: ReadonlyMap<string, string>) {
  const pairs = [...changes].map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  const query = ['setparams', ...pairs].join('&');
  return { query, form: query };
}

/** `p1=Counter.Height&v1=280&setparams=1`. The text: `setparams` needs to be included, with any value. */
function numbered(changes: ReadonlyMap<string, string>) {
  const pairs = [...changes].flatMap(([name, value], index) => [
    `p${index + 1}=${encodeURIComponent(name)}`,
    `v${index + 1}=${encodeURIComponent(value)}`,
  ]);
  return { query: 'setparams', form: [...pairs, 'setparams=1'].join('&') };
}

function wrongChange(
  changes: ReadonlyMap<string, string>,
  known: DeviceParameters,
): ParameterError | undefined {
  if (changes.size === 0) return wrongParameter('changes', 'at least one parameter', 0);
  for (const [name, value] of changes) {
    if (!known.has(name)) return wrongParameter('changes', 'names that the device has', name);
    if (isReadOnly(name)) return wrongParameter('changes', 'parameters that can be set', name);
    if (!/^[^\p{Cc}]{0,500}$/u.test(value))
      return wrongParameter(name, 'a text of up to 500 characters on one line', value);
  }
  return undefined;
}

/** Whether the device answered without doing it: it may expect the other form. */
function mayKnowOtherForm(error: SensorError): boolean {
  return error.kind === 'device' || error.kind === 'http-status' || error.kind === 'not-found';
}

/** The parameters of the application, `Counter.Height` and the like, as texts in the device's order. */
export type DeviceParameters = ReadonlyMap<string, string>;

/**
 * Reads `params.json` (VAPIX People counter API, List people counter parameters). The text prints no body;
 * seen are nested objects, whose names are joined with dots. Lists are joined with commas.
 */
export function readParameters(text: string): SensorResult<DeviceParameters> {
  const body = parseJson(text);
  if (!body.ok) return body;
  if (typeof body.value !== 'object' || body.value === null || Array.isArray(body.value))
    return fail({ kind: 'invalid', field: 'body', expected: 'object', found: quote(body.value) });
  const found = new Map<string, string>();
  collect(body.value, '', found);
  return ok(found);
}

/** Whether a parameter is read-only: it describes the device. */
export function isReadOnly(name: string): boolean {
  return /^(Static|Build)\./i.test(name);
}

const maxDepth = 8;

function collect(value: object, path: string, found: Map<string, string>): void {
  const depth = path.split('.').length;
  for (const [key, inner] of Object.entries(value)) {
    const name = path === '' ? key : `${path}.${key}`;
    const isGroup = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
    if (isGroup && depth < maxDepth) collect(inner, name, found);
    else found.set(name, printed(inner));
  }
}

function printed(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(printed).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
