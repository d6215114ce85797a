import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import type pg from 'pg';
import type { Row, Scene } from '../row.ts';

const postgres = { group: 'database', on: ['postgres'], lastsMs: 12_000 } as const;

function partsOf({ postgres: parts }: Scene) {
  if (parts === undefined) throw new Error('This row is about PostgreSQL.');
  return parts;
}

/** Who has taken every connection that the server gives away. */
let crowd: pg.Client[] = [];
/** Who holds the SQLite file. */
let holder: LibsqlDatabase.Database | undefined;

export const databaseRows: readonly Row[] = [
  {
    group: 'database',
    name: 'locked by another process',
    on: ['sqlite'],
    lastsMs: 12_000,
    isQuick: true,
    break({ dataDir }) {
      holder = new LibsqlDatabase(join(dataDir, 'doorlight.db'));
      // Doorlight may be writing at this moment.
      holder.exec('pragma busy_timeout = 30000');
      holder.exec('begin immediate');
    },
    heal() {
      holder?.exec('rollback');
      holder?.close();
    },
  },
  {
    ...postgres,
    name: 'killed',
    async break(scene) {
      const { cluster, proxy } = partsOf(scene);
      await cluster.kill();
      await proxy.refuse();
    },
    async heal(scene) {
      const { cluster, proxy } = partsOf(scene);
      await cluster.start();
      await proxy.accept();
    },
  },
  {
    ...postgres,
    name: 'restarted',
    break: (scene) => partsOf(scene).cluster.restart(),
    heal: () => undefined,
  },
  {
    ...postgres,
    name: 'frozen',
    isQuick: true,
    break: (scene) => partsOf(scene).cluster.signal('SIGSTOP'),
    heal: (scene) => partsOf(scene).cluster.signal('SIGCONT'),
  },
  {
    ...postgres,
    name: 'network cut silently',
    break: (scene) => partsOf(scene).proxy.cut(),
    heal: (scene) => partsOf(scene).proxy.resume(),
  },
  {
    ...postgres,
    name: 'slow: 1 s each way',
    break: (scene) => partsOf(scene).proxy.delay(1000),
    heal: (scene) => partsOf(scene).proxy.delay(0),
  },
  {
    ...postgres,
    name: 'connection limit reached',
    async break(scene) {
      const { cluster } = partsOf(scene);
      const fill = async () => {
        for (;;) {
          const client = await cluster.connect('postgres').catch(() => undefined);
          if (client === undefined) return;
          crowd.push(client);
        }
      };
      await fill();
      // Doorlight still has its own: they end, and others are there first.
      await crowd[0]?.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'doorlight'`,
      );
      await fill();
    },
    async heal() {
      await Promise.all(crowd.map((client) => client.end()));
      crowd = [];
    },
  },
  {
    ...postgres,
    name: 'failover, and the old one comes back',
    needs: 'follower',
    async break(scene) {
      const { cluster, follower, proxy } = partsOf(scene);
      if (follower === undefined) throw new Error('This row needs a follower.');
      cluster.signal('SIGSTOP');
      await follower.promote();
      proxy.setTarget(`http://127.0.0.1:${follower.port}`);
    },
    // Whoever still speaks with it writes into the past.
    heal: (scene) => partsOf(scene).cluster.signal('SIGCONT'),
  },
];
