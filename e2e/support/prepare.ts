import { spawnSync } from 'node:child_process';
import shareChainServers from '#server/test-support/chain-servers.ts';
import { Pages } from './pages.ts';

/**
 * Builds what has changed before the first test, where `npm test` has not just done so, and starts what all share: the pages,
 * and PostgreSQL and Redis where everything goes through a front.
 */
export default async function prepare(): Promise<() => Promise<void>> {
  if (process.env.npm_lifecycle_event !== 'test') {
    const { status } = spawnSync(process.execPath, ['scripts/prepare.mjs', 'test'], { stdio: 'inherit' });
    if (status !== 0) throw new Error('The build did not succeed.');
  }
  const endServers = await shareChainServers();
  const endPages = await Pages.shareOne();
  return async () => {
    await endPages();
    await endServers();
  };
}
