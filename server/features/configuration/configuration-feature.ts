import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import { configFileRoutes } from './config-file-routes.ts';
import { configRoutes } from './entry-routes.ts';
import { siteRoutes } from './site-routes.ts';

/** The sites, and what is configured of them. */
export function configurationFeature(platform: Platform): Feature {
  return {
    name: 'configuration',
    routes: [siteRoutes(platform), configRoutes(platform), configFileRoutes(platform)],
  };
}
