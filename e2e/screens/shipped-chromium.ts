import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

const run = promisify(execFile);
const cache = join('node_modules', '.cache', 'screens');

/**
 * The Chromium inside a package of the npm registry: a brotli file in its `bin` folder, beside a tar with the few
 * libraries that small machines lack. Fetched once into node_modules/.cache.
 *
 * @param packageSpec e.g. `chrome-aws-lambda@2.0.2`
 */
export async function shippedChromium(packageSpec: string): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The old builds run on x64 Linux only.');
  }
  const folder = join(cache, packageSpec.replaceAll('/', '-'));
  const program = join(folder, 'chromium');
  if (!existsSync(program)) await unpack(packageSpec, folder);
  return program;
}

/** LD_LIBRARY_PATH for a program of `shippedChromium`, where the machine lacks libraries that came with it. */
export async function missingLibraries(program: string): Promise<string | undefined> {
  if (!program.startsWith(cache)) return undefined;
  const { stdout } = await run('ldd', [program]);
  return stdout.includes('not found') ? join(program, '..', 'lib') : undefined;
}

async function unpack(packageSpec: string, folder: string): Promise<void> {
  // Into a folder of its own first: what was interrupted leaves nothing that looks whole.
  const half = `${folder}.half`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true });
  const { stdout } = await run('npm', ['pack', packageSpec, '--json', '--pack-destination', half]);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  // npm 8 prints the name with its scope's slash, the file has none.
  const tarball = join(half, filename.replace('@', '').replace('/', '-'));
  await run('tar', ['xzf', tarball, '-C', half]);
  const bin = join(half, 'package', 'bin');
  await inflate(join(bin, 'chromium.br'), join(half, 'chromium'), 0o755);
  await inflate(join(bin, 'aws.tar.br'), join(half, 'aws.tar'), 0o644);
  await run('tar', ['xf', join(half, 'aws.tar'), '-C', half]);
  for (const done of [tarball, join(half, 'package'), join(half, 'aws.tar')])
    await rm(done, { recursive: true });
  await rename(half, folder);
}

function inflate(from: string, to: string, mode: number): Promise<void> {
  return pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode }));
}
