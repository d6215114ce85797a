import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';
import { lampRoutes } from './lamp-routes.ts';
import { Lamps } from './lamps.ts';

/**
 * Lamps and barriers at the doors.
 *
 * @param mayTell throws where another sidecar counts by now
 */
export function lampsFeature(
  platform: Platform,
  sites: Pick<Sites, 'listen'>,
  mayTell: () => void,
): Feature & { readonly lamps: Lamps } {
  const { configuration, logger } = platform;
  const lamps = new Lamps({
    ...platform,
    sites: () => configuration.sites,
    mayTell,
    onBug: (lamp, error) => logger.error({ lamp, error }, 'a lamp could not be told'),
  });
  sites.listen({ state: (state) => lamps.publish(state) });
  return {
    name: 'lamps',
    lamps,
    routes: [lampRoutes(platform, lamps)],
    start: () => lamps.start(),
    replace: () => ({ undo: () => undefined, finish: () => lamps.replace() }),
    stop: () => lamps.stop(),
    stopsBeside: true,
  };
}
