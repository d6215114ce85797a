import { installedChromium } from '../../scripts/chromium.mjs';
import { shippedChromium } from './shipped-chromium.ts';

/** A browser engine found in screens of stores. */
export interface Engine {
  /** Names its folder of screenshots, e.g. `chromium-79`. */
  readonly id: string;
  /** Where one meets it. */
  readonly foundIn: string;
  /** The program, fetched if need be. */
  program(): Promise<string>;
}

/**
 * The oldest engine Doorlight promises to run in, some between, and the newest at hand. The old ones are builds
 * for x64 Linux which packages of the npm registry ship for other purposes; the product does not depend on them.
 */
export const engines: readonly Engine[] = [
  shipped('chromium-79', 'Android boxes of 2019, webOS 6', 'chrome-aws-lambda@2.0.2'),
  shipped('chromium-88', 'BrightSign 8, Tizen 6.5', 'chrome-aws-lambda@5.5.0'),
  shipped('chromium-92', 'signage players of 2021', 'chrome-aws-lambda@10.1.0'),
  shipped('chromium-108', 'webOS 23, Tizen 8', '@sparticuz/chromium@108.0.3'),
  {
    id: 'chromium-newest',
    foundIn: 'browsers that update themselves',
    async program() {
      const file = installedChromium();
      if (!file) throw new Error('No Chromium is installed; name one by CHROMIUM_PATH=/path/to/chromium.');
      return file;
    },
  },
];

function shipped(id: string, foundIn: string, packageSpec: string): Engine {
  return { id, foundIn, program: () => shippedChromium(packageSpec) };
}
