import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const scriptTag = /<script\b[^>]*>/g;
const builtFile = /\bsrc="\/_next\/(static\/[^"?]+)/;

/**
 * The built files a page's HTML names as scripts. Those for browsers without modules are left out: every
 * screen that runs the rest skips them.
 */
export function scriptFiles(html: string): string[] {
  const files = [...html.matchAll(scriptTag)]
    .map(([tag]) => tag)
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .flatMap((tag) => builtFile.exec(tag)?.[1] ?? []);
  return [...new Set(files)];
}

/** Kilobytes (1000 bytes) of the built files, gzipped one by one as they are sent. */
export function gzipKb(files: readonly string[]): number {
  const bytes = files.map((file) => gzipSync(readFileSync(join('.next', decodeURIComponent(file)))).length);
  return bytes.reduce((sum, length) => sum + length, 0) / 1000;
}
