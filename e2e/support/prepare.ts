import { spawnSync } from 'node:child_process';
import { Pages } from './pages.ts';

/** Builds what has changed before the first test, where `npm test` has not just done so, and starts the pages for all. */
export default function prepare(): Promise<() => Promise<void>> {
  if (process.env.npm_lifecycle_event !== 'test') {
    const { status } = spawnSync(process.execPath, ['scripts/prepare.mjs', 'test'], { stdio: 'inherit' });
    if (status !== 0) throw new Error('The build did not succeed.');
  }
  return Pages.shareOne();
}
