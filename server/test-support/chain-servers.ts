import { freePort } from './free-port.ts';
import { PostgresServer } from './postgres-server.ts';
import { RedisServer } from './redis-server.ts';

/** What several sidecars stand on. Each test has a database of its own; messages bear the name of the installation. */
export interface ChainServers {
  readonly postgres: string;
  readonly redis: string;
}

const postgresVariable = 'DOORLIGHT_TEST_POSTGRES';
const redisVariable = 'DOORLIGHT_TEST_REDIS';

/** In the environment of every sidecar that shares sites with others. */
export const sharedSecret = 'a secret that all of them share, long enough';

/** The environment of one sidecar among several, on a port of its own. @param weight '0': it runs no site */
export async function memberVariables(redisUrl: string, weight: string) {
  return {
    PORT: String(await freePort()),
    REDIS_URL: redisUrl,
    DOORLIGHT_SECRET: sharedSecret,
    NODE_WEIGHT: weight,
  };
}

/**
 * With `DOORLIGHT_TEST_FRONT=1` what a test starts is two sidecars that share the sites: one runs them all, and the
 * other, which runs none, is the one that is asked.
 */
export const isThroughFront = process.env.DOORLIGHT_TEST_FRONT === '1';

/** The servers of the run, where everything goes through a front; see {@link shareChainServers}. */
export function chainServersOfRun(): ChainServers | undefined {
  const { [postgresVariable]: postgres, [redisVariable]: redis } = process.env;
  return postgres === undefined || redis === undefined ? undefined : { postgres, redis };
}

/** @returns the servers, and what ends them */
export async function startChainServers(): Promise<ChainServers & { stop(): Promise<void> }> {
  const postgres = await PostgresServer.start(['fsync=off', 'max_connections=300']);
  const redis = await RedisServer.start();
  return {
    postgres: postgres.url,
    redis: redis.url,
    stop: async () => {
      await redis.stop();
      await postgres.stop();
    },
  };
}

/**
 * Starts one PostgreSQL and one Redis for all tests of a run, where everything goes through a front.
 *
 * @returns what ends them
 */
export default async function shareChainServers(): Promise<() => Promise<void>> {
  if (!isThroughFront) return async () => undefined;
  const { postgres, redis, stop } = await startChainServers();
  process.env[postgresVariable] = postgres;
  process.env[redisVariable] = redis;
  return stop;
}
