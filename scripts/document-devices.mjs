// Writes docs/devices.md: every documented call of every device, where it is used, and its test.
//
//   node scripts/document-devices.mjs

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { root } from './support/paths.mjs';

const { devicesFile, documentDevices } = await tsImport('./devices/document-devices.ts', import.meta.url);
writeFileSync(join(root, devicesFile), documentDevices());
