// Checks that a display keeps to what the engines of screens in stores know: its styles, by MDN's data; and its
// scripts, where the pages are built.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postcss from 'postcss';
import tailwind from 'tailwindcss';
import { newStyle } from './support/new-style.mjs';
import { newSyntax } from './support/new-syntax.mjs';
import { root } from './support/paths.mjs';

const folder = join(root, 'components', 'display');
const sheets = readdirSync(folder).filter((name) => name.endsWith('.css'));
/** Every display loads it too: what Tailwind makes of it for the pages of displays. */
const globals = join(root, 'app', 'globals.css');
const config = { content: ['app/display', 'components/display'].map((each) => join(root, each, '**/*.tsx')) };
const { css } = await postcss([tailwind(config)]).process(readFileSync(globals, 'utf8'), { from: globals });
/**
 * Of Tailwind's base: what a display has no use for, or is as well without.
 *
 * @type {readonly { readonly is: RegExp, readonly why: string }[]}
 */
const harmless = [
  { is: /:where/, why: 'for abbreviations, buttons and what is hidden: a display has none' },
  { is: /text-decoration: dotted/, why: 'for abbreviations' },
  { is: /color-scheme/, why: 'for form fields and scroll bars' },
];
const styles = [
  ...sheets.map((name) => ({ name, css: readFileSync(join(folder, name), 'utf8'), harmless: [] })),
  { name: 'globals.css, as it is built for displays', css, harmless },
];
const faults = styles.flatMap(({ name, css, harmless }) =>
  newStyle(css)
    .filter((fault) => !harmless.some(({ is }) => is.test(fault)))
    .map((fault) => `${name}, ${fault}`),
);

const chunks = join(root, '.next', 'static', 'chunks');
const scripts = existsSync(join(root, '.next', '.stamp'))
  ? readdirSync(chunks, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))
  : [];
for (const name of scripts) {
  const fault = newSyntax(readFileSync(join(chunks, name), 'utf8'));
  if (fault !== undefined) faults.push(`${name}: ${fault}`);
}

for (const fault of faults) console.error(fault);
if (sheets.length === 0 || css.length < 1000) {
  console.error('There are no styles: something is not read.');
  process.exit(1);
}
if (faults.length > 0) {
  console.error(`\nA screen of a store does not know this: ${faults.length} places.`);
  process.exit(1);
}
console.log(
  `The oldest screens know all of ${styles.length} style sheets and ` +
    (scripts.length > 0 ? `${scripts.length} scripts.` : 'scripts that are not built here.'),
);
