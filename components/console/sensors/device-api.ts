import { type ApiClient, type ApiFailure, type ApiResult, failureOf } from '#lib/api/client.ts';
import { hasFields, isListOf } from '#lib/api/guards.ts';
import type { Backfill, BackfillRequest } from '#lib/contract/backfill.ts';
import type {
  ActionRequest,
  Device,
  DeviceActionId,
  DeviceDays,
  DeviceFact,
  DeviceLogs,
  DeviceParameter,
  ExportFormat,
  ExportResolution,
  ExportSubject,
  LinePlacement,
  ParameterChange,
  ParameterRequest,
} from '#lib/contract/device.ts';
import type { Path } from '#lib/contract/path.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { isBackfills } from './backfills.ts';

/** The calls of the sidecar's API that only the page of a sensor uses. */

export function isDevice(value: unknown): value is Device {
  return hasFields(value, { parts: 'array', exports: 'array', actions: 'array', hasHistory: 'boolean' });
}

export function isDeviceFact(value: unknown): value is DeviceFact {
  return hasFields(value, { name: 'string', value: 'string' });
}

export function isLinePlacement(value: unknown): value is LinePlacement {
  return hasFields(value, {
    width: 'number',
    height: 'number',
    left: 'number',
    right: 'number',
    top: 'number',
    bottom: 'number',
    yFirst: 'number',
    yLast: 'number',
    radius: 'number',
  });
}

export function isDeviceParameter(value: unknown): value is DeviceParameter {
  return hasFields(value, { name: 'string', value: 'string', isWritable: 'boolean' });
}

export function isParameterChange(value: unknown): value is ParameterChange {
  return hasFields(value, { name: 'string', before: 'string', after: 'string' });
}

export function isDeviceLogs(value: unknown): value is DeviceLogs {
  return hasFields(value, { text: 'string' });
}

export function isDeviceDays(value: unknown): value is DeviceDays {
  return hasFields(value, { days: 'array' });
}

/** A device that does not answer is reported after five seconds per request; a part needs a few. */
const partTimeoutMs = 30_000;
/** The longest time a device collects an export or its logs, before the first byte. */
const fileTimeoutMs = 90_000;

const isAnything = (_value: unknown): _value is unknown => true;

/** The path of a device's API. */
export function deviceRoot(sensor: Path): string {
  return `/api/v1/sensors/${sensor}/device`;
}

/** The API of one device. */
export class DeviceApi {
  readonly #api: ApiClient;
  readonly #sensor: Path;

  constructor(api: ApiClient, sensor: Path) {
    this.#api = api;
    this.#sensor = sensor;
  }

  device(): ApiResult<Device> {
    return this.#api.call('GET', deviceRoot(this.#sensor), undefined, isDevice);
  }

  facts(): ApiResult<DeviceFact[]> {
    return this.#read('facts', isListOf(isDeviceFact));
  }

  placement(): ApiResult<LinePlacement> {
    return this.#read('placement', isLinePlacement);
  }

  parameters(): ApiResult<DeviceParameter[]> {
    return this.#read('parameters', isListOf(isDeviceParameter));
  }

  days(): ApiResult<DeviceDays> {
    return this.#read('days', isDeviceDays);
  }

  /** May take a minute: the device collects them first. */
  logs(): ApiResult<DeviceLogs> {
    return this.#read('logs', isDeviceLogs, fileTimeoutMs);
  }

  setParameter(request: ParameterRequest): ApiResult<ParameterChange> {
    return this.#api.call('PUT', `${deviceRoot(this.#sensor)}/parameters`, request, isParameterChange);
  }

  act(id: DeviceActionId, request: ActionRequest): ApiResult<unknown> {
    return this.#api.call('POST', `${deviceRoot(this.#sensor)}/actions/${id}`, request, isAnything);
  }

  /** Polls the sensor now. */
  check(): ApiResult<unknown> {
    return this.#api.call('POST', `/api/v1/sensors/${this.#sensor}/check`, {}, isAnything);
  }

  /** Running and ended back-fills of this sensor, newest first. */
  async backfills(): ApiResult<readonly Backfill[]> {
    const query = new URLSearchParams({ ...this.#names(), limit: '200' });
    const answer = await this.#api.call('GET', `/api/v1/backfills?${query}`, undefined, isBackfills);
    return answer.ok ? ok(answer.value.items) : answer;
  }

  /**
   * Starts a back-fill of missing data.
   *
   * @param from a day, `YYYY-MM-DD`
   * @returns all that are running now, also of other doors of the same zones
   */
  async fetchHistory(from: string | undefined): ApiResult<readonly Backfill[]> {
    const request: BackfillRequest = {
      ...this.#names(),
      ...(from !== undefined && { from: `${from}T00:00:00Z` }),
    };
    const answer = await this.#api.call('POST', '/api/v1/backfills', request, isBackfills);
    return answer.ok ? ok(answer.value.items) : answer;
  }

  #names() {
    const [site = '', sensor = ''] = this.#sensor.split('/');
    return { site, sensor };
  }

  #read<T>(part: string, isRight: (value: unknown) => value is T, timeoutMs = partTimeoutMs): ApiResult<T> {
    return this.#api.call('GET', `${deviceRoot(this.#sensor)}/${part}`, undefined, isRight, { timeoutMs });
  }
}

/** The parameters of an export. Days are `YYYY-MM-DD`, inclusive. */
export interface ExportQuery {
  readonly subject: ExportSubject;
  readonly format: ExportFormat;
  readonly resolution: ExportResolution;
  readonly from: string;
  readonly to: string;
}

export function exportPath(sensor: Path, query: ExportQuery): string {
  return `${deviceRoot(sensor)}/export?${new URLSearchParams({ ...query })}`;
}

/** A file as it was sent. */
export interface FetchedFile {
  readonly blob: Blob;
  readonly name: string;
}

/** `cut-off`: the file was incomplete; nothing of it is kept. */
export type FileFailure = ApiFailure | { readonly kind: 'cut-off' };

/** Downloads a file; a refusal is shown as text, unlike with a link. */
export async function fetchFile(path: string): Promise<Result<FetchedFile, FileFailure>> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), fileTimeoutMs);
  let response: Response;
  try {
    response = await fetch(path, { cache: 'no-store', signal: late.signal });
    if (!response.ok) return fail(await failureOf(response));
  } catch {
    return fail({ kind: 'no-answer' });
  } finally {
    // // Once it has begun a file may take as long as it needs: if it stalls the sidecar ends it.
    clearTimeout(timer);
  }
  try {
    return ok({ blob: await response.blob(), name: nameIn(response.headers.get('content-disposition')) });
  } catch {
    return fail({ kind: 'cut-off' });
  }
}

/** `attachment; filename="door-counts.csv"` → `door-counts.csv` */
export function nameIn(disposition: string | null): string {
  return /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? 'download';
}
