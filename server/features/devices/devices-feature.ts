import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';
import { deviceCommandRoutes } from './device-command-routes.ts';
import { deviceRoutes } from './device-routes.ts';
import { probeRoutes } from './probe-routes.ts';
import { pushRoutes } from './push-routes.ts';
import { sensorRoutes } from './sensor-routes.ts';

/** Sensors and their devices: condition, data, commands and pushed data. */
export function devicesFeature(platform: Platform, sites: Sites): Feature {
  return {
    name: 'devices',
    routes: [
      sensorRoutes(platform, sites),
      deviceRoutes(platform, sites),
      deviceCommandRoutes(platform, sites),
      probeRoutes(platform),
      pushRoutes(platform, sites),
    ],
  };
}
