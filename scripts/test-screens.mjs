// Runs the display's story in the engines of screens that stores already own; see e2e/screens/main.ts.
//
//   npm run test:screens [-- chromium-79 …]

import { register } from 'tsx/esm/api';
import { root } from './support/paths.mjs';

process.chdir(root);
register();
await import(new URL('../e2e/screens/main.ts', import.meta.url).href);
