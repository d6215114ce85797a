import { execFileSync } from 'node:child_process';
import { databases, type Row } from '../row.ts';

const machine = { group: 'machine', on: databases } as const;
const dayS = 86_400;
/** Every program has opened so many by itself. */
const noneLeft = 3;

/** Sets how many files a running process may open. */
function limitFiles(pid: number, files: number): void {
  execFileSync('prlimit', ['--pid', String(pid), `--nofile=${files}:`], { stdio: 'pipe' });
}

/** The process that was stopped: it has no other name while it does not answer. */
let stopped = 0;

export const machineRows: readonly Row[] = [
  {
    ...machine,
    name: 'sidecar killed (SIGKILL)',
    isQuick: true,
    isDeaf: true,
    break: ({ product }) => void process.kill(product.sidecarPid, 'SIGKILL'),
    heal: () => undefined,
  },
  {
    ...machine,
    name: 'sidecar stopped for 30 s (SIGSTOP)',
    lastsMs: 30_000,
    isDeaf: true,
    break({ product }) {
      stopped = product.sidecarPid;
      process.kill(stopped, 'SIGSTOP');
    },
    heal: () => void process.kill(stopped, 'SIGCONT'),
  },
  ...[dayS, -dayS].map(
    (aheadS): Row => ({
      ...machine,
      name: `clock set ${aheadS > 0 ? 'forth' : 'back'} by a day`,
      needs: 'fake clock',
      break: ({ clock }) => clock?.set(aheadS),
      heal: ({ clock }) => clock?.set(0),
    }),
  ),
  {
    ...machine,
    name: 'out of file handles, and sensors end their connections',
    // Commands on a new connection are heard by nobody.
    isDeaf: true,
    async break({ product: { sidecarPid }, door }) {
      limitFiles(sidecarPid, noneLeft);
      await door.proxy.refuse();
      await door.proxy.accept();
    },
    heal: ({ product: { sidecarPid } }) => limitFiles(sidecarPid, 1024),
  },
  {
    ...machine,
    name: 'page process out of memory',
    // As the kernel ends it.
    break: ({ product }) => void process.kill(product.pagesPid, 'SIGKILL'),
    heal: () => undefined,
  },
];
