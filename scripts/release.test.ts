import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extract, list } from 'tar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from './support/local-urls.mjs';
import { root } from './support/paths.mjs';

const isLongTest = process.env.DOORLIGHT_TEST_LONG !== undefined;
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'doorlight-release-'));
const version: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
const archive = `doorlight-${version}.tar.gz`;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Packs what is built, with the native code that is installed: nothing is downloaded. */
async function release(name: string): Promise<string> {
  const to = join(folder, name);
  await run(process.execPath, ['scripts/prepare.mjs', 'build'], { cwd: root });
  await run(process.execPath, ['scripts/release.mjs', '--only-installed', '--to', to], { cwd: root });
  return to;
}

/** The commands by which docs/install.md has a release checked, unpacked and started. */
function documented(): string[] {
  const guide = readFileSync(join(root, 'docs', 'install.md'), 'utf8');
  return /^```sh\n(sha256sum [\s\S]*?)^```/m.exec(guide)?.[1]?.trim().split('\n') ?? [];
}

/** Building, packing and starting take half a minute on a small machine. */
describe.runIf(isLongTest)('a release', () => {
  let files = '';
  let child: ChildProcess | undefined;

  beforeAll(async () => {
    files = await release('first');
  });
  afterAll(() => child?.kill('SIGKILL'));

  test('starts where nothing is but Node, shows a light, and stops in good order', async () => {
    const at = mkdtempSync(join(folder, 'unpacked-'));
    for (const name of readdirSync(files))
      if (name !== 'doorlight') cpSync(join(files, name), join(at, name));
    const [check = '', unpack = '', start] = documented();
    if (process.platform === 'win32') await extract({ file: join(at, archive), cwd: at });
    else
      expect((await run('sh', ['-c', `${check} && ${unpack}`], { cwd: at })).stdout).toContain(
        `${archive}: OK`,
      );
    expect(start).toBe('node doorlight/start.mjs');
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = { PATH: process.env.PATH, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'warn' };
    child = spawn(process.execPath, [join(at, 'doorlight', 'start.mjs')], {
      cwd: at,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });

    await expect.poll(() => status(`${url}/readyz`)).toBe(200);
    await expect
      .poll(() => text(`${url}/display/demo/entrance`))
      .toMatch(/data-light="(green|amber|red)"[^>]*data-occupancy="\d+"/);
    const html = await text(`${url}/display/demo/entrance`);
    const script = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0];
    expect(await status(`${url}${script}`)).toBe(200);
    expect(await text(`${url}/api/docs/`)).toContain('swagger-ui');
    expect(await status(`${url}/kiosk/raspberry-pi.sh`)).toBe(200);

    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(output).not.toMatch(/error|warn.*standalone/i);
    expect(existsSync(join(at, 'doorlight', 'data'))).toBe(true);
    await expect.poll(() => status(`${url}/healthz`)).toBe(undefined);
  });

  test('is the same when it is packed again, and carries checksums and its list of components', async () => {
    const again = await release('second');
    const sums = readFileSync(join(files, 'SHA256SUMS'), 'utf8');
    expect(readFileSync(join(again, 'SHA256SUMS'), 'utf8')).toBe(sums);
    const sum = createHash('sha256')
      .update(readFileSync(join(files, archive)))
      .digest('hex');
    expect(sums).toContain(`${sum}  ${archive}\n`);
    const latest = JSON.parse(readFileSync(join(files, 'latest.json'), 'utf8'));
    expect(latest).toEqual({
      version,
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      archive,
      sha256: sum,
    });

    const names: string[] = [];
    await list({ file: join(files, archive), onReadEntry: ({ path }) => names.push(path) });
    expect(names).toEqual([...names].sort());
    expect(names.every((name) => name.startsWith('doorlight/'))).toBe(true);

    const sbom = JSON.parse(readFileSync(join(files, `doorlight-${version}.cdx.json`), 'utf8'));
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { version } } });
    const components = new Set(sbom.components.map(({ name }: { name: string }) => name));
    for (const name of ['fastify', 'next', 'libsql']) expect(components).toContain(name);
    // Everything that is in the archive's node_modules is in the list.
    const shipped = names.flatMap(
      (name) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(name)?.[1] ?? [],
    );
    expect(shipped.length).toBeGreaterThan(10);
    for (const name of shipped) expect(components).toContain(name);
  });
});

async function status(url: string): Promise<number | undefined> {
  return (await fetch(url).catch(() => undefined))?.status;
}

async function text(url: string): Promise<string> {
  return (await fetch(url).catch(() => undefined))?.text() ?? '';
}
