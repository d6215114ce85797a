import { spawnSync } from 'node:child_process';

/** Builds what has changed before the first test. */
export default function build(): void {
  const { status } = spawnSync(process.execPath, ['scripts/prepare.mjs', 'test'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The build did not succeed.');
}
