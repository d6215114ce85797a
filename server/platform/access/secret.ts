import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const shortest = 32;

/**
 * The secret that signs cookies: read from the data folder, created there at the first start. Without it
 * everybody is signed out, and nothing more is lost.
 *
 * @throws when the folder cannot be written, or contains something else under that name
 */
export async function loadSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret');
  await mkdir(dataDir, { recursive: true });
  try {
    // An existing file is never overwritten: another process may have written it a moment ago.
    await writeFile(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const secret = await readWritten(file);
  if (secret.length < shortest) {
    throw new Error(
      `${file} does not hold a secret of ${shortest} characters or more. Remove it: a new one is made.`,
    );
  }
  return secret;
}

/** Sidecars that start together share it: one writes it, and the others may come in between. */
async function readWritten(file: string): Promise<string> {
  for (let tries = 0; ; tries += 1) {
    const secret = (await readFile(file, 'utf8')).trim();
    if (secret !== '' || tries >= 20) return secret;
    await sleep(50);
  }
}

/** The secret of this installation, long enough to sign with: the owner's own, or the generated one. */
export async function installationSecret({
  secret,
  dataDir,
}: {
  readonly secret?: string;
  readonly dataDir: string;
}): Promise<string> {
  return secret === undefined ? loadSecret(dataDir) : signingSecret(secret);
}

/** Long enough to sign with, whatever the length of the owner's own secret. */
export function signingSecret(secret: string): string {
  return createHash('sha256').update(`doorlight:${secret}`).digest('base64url');
}
