import type { SummaryMessage } from '#lib/contract/wall.ts';
import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';
import type { DisplayDirectory } from '../displays/display-directory.ts';
import type { SummaryExchange } from './other-summaries.ts';
import { SiteSummaries } from './site-summaries.ts';
import { Wall } from './wall.ts';

export interface WallFeature extends Feature {
  readonly wall: Pick<Wall, 'open'>;
  /** What this sidecar says of all its sites. */
  all(): SummaryMessage;
}

/** A screen that is reloaded is no trouble yet. */
const goneAfterMs = 60_000;

/** The wall of all sites: a summary of each that runs here, and the index of those of all sidecars. */
export function wallFeature(
  { clock, configuration }: Pick<Platform, 'clock' | 'configuration'>,
  sites: Sites,
  displays: Pick<DisplayDirectory, 'gone'>,
  sidecar = 'only',
  exchange?: SummaryExchange,
): WallFeature {
  const summaries = new SiteSummaries({
    clock,
    sidecar,
    running: () => sites.running(),
    faulty: () => sites.faulty(),
    state: (zone) => sites.state(zone),
    gone: () => displays.gone(new Date(clock.now() - goneAfterMs).toISOString()),
  });
  const wall = new Wall({
    clock,
    own: summaries,
    exchange,
    configured: () => configuration.sites,
    isHeld: () => sites.isHeld,
  });
  sites.listen({
    state: ({ site, isRepeated }) => {
      if (!isRepeated) summaries.note(site);
    },
  });
  return {
    name: 'wall',
    wall,
    all: () => summaries.all(),
    start: () => wall.start(),
    replace: () => ({ undo: () => undefined, finish: () => wall.replaced() }),
    stop: () => wall.stop(),
  };
}
