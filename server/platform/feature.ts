import type { FastifyPluginAsync } from 'fastify';
import type { ConfigurationFollower } from './config/configuration-switch.ts';

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
