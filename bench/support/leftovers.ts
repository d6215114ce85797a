import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Processes that run and folders that exist because of the bench: none outlives it. */
const children = new Set<ChildProcess>();
const folders = new Set<string>();
const endings = new Set<() => void>();

/** Whatever ends the bench, Ctrl+C included, ends its processes and removes its folders. */
export function leaveNothingBehind(): void {
  process.on('exit', () => {
    for (const child of children) child.kill('SIGKILL');
    for (const end of endings) end();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
  endWithShell();
}

/** npm hands SIGTERM only to the shell between itself and us, which dies of it without a word. */
function endWithShell(): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(130);
  }, 500).unref();
}

/** Starts a Node process with a channel to us. */
export function spawnNode(args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  return kept(spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] }));
}

/** Starts another program, whose output nobody reads. */
export function spawnProgram(file: string, args: readonly string[]): ChildProcess {
  return kept(spawn(file, args, { stdio: 'ignore' }));
}

function kept(child: ChildProcess): ChildProcess {
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** Ends something else that must not outlive the bench. It cannot wait. */
export function atTheEnd(end: () => void): void {
  endings.add(end);
}

/** A folder of our own, removed at the end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'doorlight-bench-'));
  folders.add(folder);
  return folder;
}
