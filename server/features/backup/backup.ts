import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Plain CommonJS, so that it runs the same from sources and from the bundle. */
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const Database = require(workerData.libsql);
const database = new Database(workerData.from);
database.pragma('busy_timeout = 10000');
database.prepare('VACUUM INTO ?').run(workerData.to);
database.close();
parentPort.postMessage('done');
`;

/**
 * Writes a consistent copy of the SQLite database while it is in use. It runs in its own thread: a year of
 * minutes takes seconds, during which lights must not stop.
 *
 * @param to must not exist yet
 * @throws when the copy cannot be written; no usable file is left then
 */
export function copyDatabase(dataDir: string, to: string): Promise<void> {
  const libsql = createRequire(import.meta.url).resolve('libsql');
  const worker = new Worker(program, {
    eval: true,
    workerData: { libsql, from: join(dataDir, 'doorlight.db'), to },
  });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the copy ended with ${code}`));
    });
  });
}
