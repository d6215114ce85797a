import type { Path } from '#lib/contract/path.ts';
import { sensorErrorInEnglish } from '#lib/i18n/sensor-error-in-english.ts';
import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import { families } from '#server/sensors/registry.ts';
import type { Sites } from '#server/site/sites.ts';
import { deviceCommandRoutes } from './device-command-routes.ts';
import { deviceRoutes } from './device-routes.ts';
import { probeRoutes } from './probe-routes.ts';
import { pushRoutes } from './push-routes.ts';
import { sensorRoutes } from './sensor-routes.ts';

/** Sensors and the devices behind them: how they are, what they tell and are told, what they push. */
export function devicesFeature(platform: Platform, sites: Sites): Feature {
  const device = { ...platform, sensor: (path: Path) => sites.sensor(path), wordsFor: sensorErrorInEnglish };
  return {
    name: 'devices',
    routes: [
      sensorRoutes({
        ...platform,
        statuses: () => sites.statuses(),
        status: (path) => sites.status(path),
        check: (path) => sites.sensor(path)?.pollSoon(),
      }),
      deviceRoutes(device),
      deviceCommandRoutes(device),
      probeRoutes({
        ...platform,
        families,
        addresses: platform.outbound.entered,
        timezone: (id) => platform.configuration.site(id)?.timezone,
      }),
      pushRoutes({ ...device, target: (path) => sites.pushTarget(path) }),
    ],
  };
}
