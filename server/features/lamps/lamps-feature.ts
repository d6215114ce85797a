import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';
import { lampRoutes } from './lamp-routes.ts';
import { Lamps } from './lamps.ts';

/** Lamps and barriers at the doors: the sidecar that runs a site sends the commands. */
export function lampsFeature(
  platform: Platform,
  sites: Pick<Sites, 'listen' | 'running' | 'state' | 'requireHome' | 'elsewhere' | 'inOrder'>,
): Feature & { readonly lamps: Lamps } {
  const { logger } = platform;
  const lamps = new Lamps({
    ...platform,
    sites: () => sites.running(),
    state: (zone) => sites.state(zone),
    requireHome: sites.requireHome,
    onBug: (lamp, error) =>
      logger.error({ lamp, error }, 'a command to a lamp failed by a fault of Doorlight'),
  });
  sites.listen({
    state: (message) => lamps.publish(message),
    begin: () => lamps.replace(),
    end: (site) => lamps.release(site),
  });
  return {
    name: 'lamps',
    lamps,
    routes: [lampRoutes(platform, lamps, sites)],
    start: () => lamps.start(),
    replace: () => ({ undo: () => undefined, finish: () => lamps.replace() }),
    stop: () => lamps.stop(),
    stopsBeside: true,
  };
}
