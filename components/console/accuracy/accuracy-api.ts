import type { ApiClient, ApiResult } from '#lib/api/client.ts';
import { hasFields } from '#lib/api/guards.ts';
import type { Calibration } from '#lib/contract/calibration.ts';
import type { CapacityRequest, SetCapacity } from '#lib/contract/capacity.ts';
import type { Path } from '#lib/contract/path.ts';

/** The calls of the sidecar's API about how true a zone's number is. */

function isSetCapacity(value: unknown): value is SetCapacity {
  return hasFields(value, { capacity: 'number', by: 'string', since: 'string' });
}

function isSetCapacityOrNull(value: unknown): value is SetCapacity | null {
  return value === null || isSetCapacity(value);
}

function isCalibration(value: unknown): value is Calibration {
  return hasFields(value, {
    mode: 'string',
    advice: 'string',
    days: 'number',
    misses: 'array',
    closings: 'array',
  });
}

const isAnything = (_value: unknown): _value is unknown => true;

export function readSetCapacity(api: ApiClient, zone: Path): ApiResult<SetCapacity | null> {
  return api.call('GET', `/api/v1/zones/${zone}/capacity`, undefined, isSetCapacityOrNull);
}

/** @param key names the command: the same when it is sent again, so that it is carried out once */
export function setCapacity(
  api: ApiClient,
  zone: Path,
  request: CapacityRequest,
  key: string,
): ApiResult<SetCapacity> {
  return api.call('PUT', `/api/v1/zones/${zone}/capacity`, request, isSetCapacity, { key });
}

export function endCapacity(api: ApiClient, zone: Path, key: string): ApiResult<unknown> {
  return api.call('DELETE', `/api/v1/zones/${zone}/capacity`, undefined, isAnything, { key });
}

export function readCalibration(api: ApiClient, zone: Path): ApiResult<Calibration> {
  return api.call('GET', `/api/v1/zones/${zone}/calibration`, undefined, isCalibration);
}

export function applyCalibration(api: ApiClient, zone: Path, key: string): ApiResult<unknown> {
  return api.call('PUT', `/api/v1/zones/${zone}/calibration`, {}, isAnything, { key });
}

export function takeBackCalibration(api: ApiClient, zone: Path, key: string): ApiResult<unknown> {
  return api.call('DELETE', `/api/v1/zones/${zone}/calibration`, undefined, isAnything, { key });
}
