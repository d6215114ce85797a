import type { FastifyPluginAsync } from 'fastify';
import type { SiteConfig } from './config/configuration.ts';
import { type ConfigurationFollower, replaceInOrder } from './config/configuration-switch.ts';

/**
 * A part of the product, composed in its own folder. All of them are started in their order and stopped in reverse; a
 * changed configuration is taken over by all of them or by none.
 */
export interface Feature extends ConfigurationFollower {
  /** What it adds to the HTTP server. */
  readonly routes?: readonly FastifyPluginAsync[];
  start?(): void | Promise<void>;
  stop?(): void | Promise<void>;
  /** Whether the others stop while this one still does: its neighbour may hang. */
  readonly stopsBeside?: boolean;
}

/** What keeps something of each site. */
export interface SiteKeeping {
  /** A site is new, or has changed. @returns puts back what was there before */
  set(site: SiteConfig): () => void;
  remove(site: SiteConfig): () => void;
}

/** Has something follow every site that is configured, wherever it runs. */
export function followEverySite(
  part: SiteKeeping,
  current: () => readonly SiteConfig[],
): Required<Pick<Feature, 'replace'>> {
  return {
    replace: (sites) => {
      const before = new Map(current().map((site) => [site.id, site]));
      const after = new Set(sites.map(({ id }) => id));
      return replaceInOrder([
        ...sites
          .filter((site) => before.get(site.id) !== site)
          .map((site) => () => ({ undo: part.set(site) })),
        ...[...before.values()]
          .filter(({ id }) => !after.has(id))
          .map((site) => () => ({ undo: part.remove(site) })),
      ]);
    },
  };
}
