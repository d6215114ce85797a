import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from '../support/run-quietly.mjs';
import { StepFailed } from '../support/step.mjs';

/** @typedef {{ readonly purl: string, readonly scope?: string, readonly 'bom-ref': string }} Component */

/**
 * Writes what a release consists of, in CycloneDX: the packages of package-lock.json that run. Optional ones are
 * native code, listed where they are in the release.
 *
 * @param {string} file
 * @param {{ readonly folder: string, readonly date: Date }} release
 */
export async function writeSbom(file, { folder, date }) {
  const args = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'];
  const { code, output } = await runQuietly('npm', args, { shell: process.platform === 'win32' });
  const begins = output.indexOf('{');
  if (code !== 0 || begins < 0) throw new StepFailed('npm could not list the components.', output);
  const { serialNumber: _random, ...sbom } = JSON.parse(output.slice(begins, output.lastIndexOf('}') + 1));
  const components = sbom.components.filter(
    (/** @type {Component} */ { purl, scope }) =>
      scope !== 'optional' || existsSync(join(folder, 'node_modules', nameOf(purl))),
  );
  const refs = new Set([sbom.metadata.component, ...components].map((each) => each['bom-ref']));
  const dependencies = sbom.dependencies
    .filter((/** @type {{ ref: string }} */ { ref }) => refs.has(ref))
    .map((/** @type {{ ref: string, dependsOn: string[] }} */ { ref, dependsOn }) => ({
      ref,
      dependsOn: dependsOn.filter((each) => refs.has(each)),
    }));
  const metadata = {
    ...sbom.metadata,
    timestamp: date.toISOString(),
    component: { ...sbom.metadata.component, name: 'doorlight' },
  };
  writeFileSync(file, `${JSON.stringify({ ...sbom, metadata, components, dependencies }, null, 2)}\n`);
}

/** @param {string} purl `pkg:npm/%40libsql/linux-x64-gnu@0.5.29` */
function nameOf(purl) {
  return decodeURIComponent(purl.slice('pkg:npm/'.length, purl.lastIndexOf('@')));
}
