import type { Page } from '@playwright/test';
import type { RedisServer } from '#server/test-support/redis-server.ts';
import type { StallingProxy } from '../support/stalling-proxy.ts';
import type { FakeClock } from './fake-clock.ts';
import type { FaultyDisk } from './faulty-disk.ts';
import type { PostgresCluster } from './postgres-cluster.ts';
import type { Product } from './product.ts';
import type { Screen } from './screen.ts';
import type { Door } from './shop.ts';

export const groups = ['disk', 'database', 'redis', 'devices', 'machine', 'screen'] as const;
export type Group = (typeof groups)[number];

export const databases = ['sqlite', 'postgres'] as const;
export type DatabaseKind = (typeof databases)[number];

/** What a row may break; what it `needs` is there. */
export interface Scene {
  readonly product: Product;
  readonly dataDir: string;
  readonly door: Door;
  readonly screen: Screen;
  /** Between screen and Doorlight. */
  readonly screenProxy: StallingProxy;
  /** A page that nothing happens to. */
  readonly onlooker: Page;
  readonly postgres?: {
    readonly cluster: PostgresCluster;
    /** Between Doorlight and the database. */
    readonly proxy: StallingProxy;
    /** Where it `needs` a follower. */
    readonly follower?: PostgresCluster;
  };
  readonly redis?: RedisServer;
  readonly disk?: FaultyDisk;
  readonly clock?: FakeClock;
}

/** What has to stand for a row beside Doorlight, its database, a door and a screen. */
export type Need = 'redis' | 'small disk' | 'faulty disk' | 'fake clock' | 'follower';

/** One fault: how to break, how to heal, what is expected. */
export interface Row {
  readonly group: Group;
  readonly name: string;
  /** The databases it is played on. */
  readonly on: readonly DatabaseKind[];
  readonly needs?: Need;
  /** Played in `npm test` too. */
  readonly isQuick?: boolean;
  /** How long it lasts; default: long enough for a light that lies to be found. */
  readonly lastsMs?: number;
  /** While it lasts nobody can answer a command. */
  readonly isDeaf?: boolean;
  /** Families of devices that do not have this fault. */
  readonly notOf?: readonly string[];
  break(scene: Scene): Promise<void> | void;
  heal(scene: Scene): Promise<void> | void;
}

/** What came of a row. */
export interface RowResult {
  readonly row: Row;
  readonly database: DatabaseKind;
  readonly family?: string;
  /** Why it was not played. */
  readonly skipped?: string;
  readonly falseMs: number;
  readonly unknownMs: number;
  readonly people: readonly string[];
  readonly commands: readonly string[];
  readonly healedMs: number | undefined;
  readonly reported: readonly string[];
}
