import { spawnSync } from 'node:child_process';

/** Builds what has changed before the first test, where `npm test` has not just done so. */
export default function build(): void {
  if (process.env.npm_lifecycle_event === 'test') return;
  const { status } = spawnSync(process.execPath, ['scripts/prepare.mjs', 'test'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The build did not succeed.');
}
