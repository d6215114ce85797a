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

/** A device that does not answer is told of after five seconds a request; a part is of a few. */
const partTimeoutMs = 30_000;
/** A device gathers an export or its logs for so long at most, before the first byte. */
const fileTimeoutMs = 90_000;

const isAnything = (_value: unknown): _value is unknown => true;

/** Where the API of a device begins. */
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

  /** May take a minute: the device gathers them first. */
  logs(): ApiResult<DeviceLogs> {
    return this.#read('logs', isDeviceLogs, fileTimeoutMs);
  }

  setParameter(request: ParameterRequest): ApiResult<ParameterChange> {
    return this.#api.call('PUT', `${deviceRoot(this.#sensor)}/parameters`, request, isParameterChange);
  }

  act(id: DeviceActionId, request: ActionRequest): ApiResult<unknown> {
    return this.#api.call('POST', `${deviceRoot(this.#sensor)}/actions/${id}`, request, isAnything);
  }

  /** Has the sensor asked at once. */
  check(): ApiResult<unknown> {
    return this.#api.call('POST', `/api/v1/sensors/${this.#sensor}/check`, {}, isAnything);
  }

  /** What is fetched from this sensor's memory, and was, newest first. */
  async backfills(): ApiResult<readonly Backfill[]> {
    const query = new URLSearchParams({ ...this.#names(), limit: '200' });
    const answer = await this.#api.call('GET', `/api/v1/backfills?${query}`, undefined, isBackfills);
    return answer.ok ? ok(answer.value.items) : answer;
  }

  /**
   * Has what is missing fetched.
   *
   * @param from a day, `YYYY-MM-DD`
   * @returns all that is under way now, of other doors of the same zones, too
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

/** What is exported. Days are `YYYY-MM-DD`, both included. */
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

/** `cut-off`: the file began and did not come whole; nothing of it is kept. */
export type FileFailure = ApiFailure | { readonly kind: 'cut-off' };

/** Fetches a file; a refusal is told in words, which a link could not. */
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
    // From its beginning on a file may take as long as it needs: where it stands still the sidecar gives it up.
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
