import { axis3dCalls } from '#server/sensors/axis-3d/documented-calls.ts';
import { axisPeopleCounterCalls } from '#server/sensors/axis-people-counter/documented-calls.ts';
import { axisStereoCalls } from '#server/sensors/axis-stereo/documented-calls.ts';
import type { DocumentedCall, DocumentedFamily } from '#server/sensors/documented-call.ts';
import { indivdCalls } from '#server/sensors/indivd/documented-calls.ts';
import { families } from '#server/sensors/registry.ts';
import { xovisCalls } from '#server/sensors/xovis/documented-calls.ts';

/** The documented calls of every family, in the order of the registry. */
export const documentedFamilies: readonly DocumentedFamily[] = [
  axisPeopleCounterCalls,
  axis3dCalls,
  axisStereoCalls,
  xovisCalls,
  indivdCalls,
];

/** Where the file is, from the root of the project. */
export const devicesFile = 'docs/devices.md';

const preface = `# Devices

<!-- Written by scripts/document-devices.mjs from server/sensors/*/documented-calls.ts: change it there. -->

Every call that the vendors document, the method that makes it, where Doorlight uses it, and the test that shows it
against a simulated device. What each family prints and what its devices really do is in the README of its folder.
`;

/** The text of \`docs/devices.md\`. */
export function documentDevices(): string {
  return [preface, ...documentedFamilies.map(familySection)].join('\n');
}

function familySection({ id, note, calls }: DocumentedFamily): string {
  const label = families.get(id)?.label ?? id;
  return [
    `## ${label} (\`${id}\`)`,
    '',
    `${note} ([README](../server/sensors/${id}/README.md))`,
    '',
    '| call | method | used for | test |',
    '| --- | --- | --- | --- |',
    ...calls.map((call) => row(id, call)),
    '',
  ].join('\n');
}

function row(id: string, { call, by, uses, test }: DocumentedCall): string {
  const link = (text: string, file: string) => `[${text}](../server/sensors/${id}/${file})`;
  const cells = [
    `\`${call}\``,
    `\`${by}\``,
    uses.map(({ what, file }) => link(what, file)).join(', '),
    link(test.title, test.file),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
