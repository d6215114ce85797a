import { createContext, useContext, useEffect } from 'react';
import useSWR from 'swr';
import { type Api, type ApiFailure, type ApiResult, ask } from '#lib/api/client.ts';
import type { Device } from '#lib/contract/device.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import { useConsole, useIsLive } from '../console-context.ts';
import { mayConfigure } from '../permissions.ts';

/** The sensor of the page. */
export const SensorContext = createContext<SensorStatus | null>(null);

export function useSensor(): SensorStatus {
  const sensor = useContext(SensorContext);
  if (sensor === null) throw new Error('used outside of <SensorView>');
  return sensor;
}

/** The API, and where in it the sensor is. */
export function useDeviceApi() {
  const { api } = useConsole();
  const { site, sensor } = useSensor();
  return { api, init: { params: { path: { site, sensor } } } };
}

/** The user's permissions for a device. Only for what the page offers: the sidecar checks again. */
export function useRights(): { readonly mayConfigure: boolean; readonly mayAdminister: boolean } {
  const { role } = useConsole().session.user;
  return { mayConfigure: mayConfigure(role), mayAdminister: role === 'administrator' };
}

/** A part of a device's data, or its failure; neither while loading. */
export interface DevicePart<T> {
  readonly value?: T;
  readonly failure?: ApiFailure;
  readonly isAsking: boolean;
  readonly askAgain: () => void;
}

/**
 * A part of a device's data. It is loaded once and not repeated automatically: devices are small, and their
 * counts wait meanwhile. What failed is asked for again once, as soon as the sensor reports.
 */
export function useDevicePart<T>(
  name: string,
  read: (api: Api, init: ReturnType<typeof useDeviceApi>['init']) => ApiResult<T>,
  isWanted = true,
): DevicePart<T> {
  const { api, init } = useDeviceApi();
  const { site, sensor } = init.params.path;
  const { data, isValidating, mutate } = useSWR(
    isWanted ? ['device', site, sensor, name] : null,
    () => read(api, init),
    { revalidateOnFocus: false, revalidateOnReconnect: false, revalidateIfStale: false },
  );
  const isFailed = data?.ok === false;
  const isReporting = useSensor().status === 'ok';
  useEffect(() => {
    if (isFailed && isReporting) void mutate();
  }, [isFailed, isReporting, mutate]);
  return {
    ...(data?.ok && { value: data.value }),
    ...(data?.ok === false && { failure: data.error }),
    isAsking: isValidating,
    askAgain: () => void mutate(),
  };
}

/** The capabilities of the device. They are loaded again once it answers: some are known only then. */
export function useDevice(): DevicePart<Device> {
  const isAnswering = useSensor().lastReadingAt !== undefined;
  return useDevicePart(`device ${isAnswering}`, (api, init) =>
    ask(api.GET('/api/v1/sensors/{site}/{sensor}/device', init)),
  );
}

/** Whether commands can be sent: the page is connected. */
export function useCanCommand(): boolean {
  return useIsLive();
}
