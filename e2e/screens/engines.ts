import { existsSync } from 'node:fs';
import { installedChromium } from '../../scripts/chromium.mjs';
import { ChromiumScreen } from './chromium-screen.ts';
import { FirefoxScreen } from './firefox-screen.ts';
import type { Screen } from './screen.ts';
import { shippedChromium } from './shipped-chromium.ts';
import { WebKitScreen } from './webkit-screen.ts';

/** A browser engine found in screens of stores. */
export interface Engine {
  /** Names its folder of screenshots, e.g. `chromium-79`. */
  readonly id: string;
  /** Where one meets it. */
  readonly foundIn: string;
  /** Whether staff meets it: desks and tablets, where the console has to work too. */
  readonly isForStaff: boolean;
  /** Starts one, fetched if need be. */
  switchOn(): Promise<Screen>;
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
    isForStaff: true,
    async switchOn() {
      const file = installedChromium();
      if (!file) throw new Error('No Chromium is installed; name one by CHROMIUM_PATH=/path/to/chromium.');
      return ChromiumScreen.switchOn(file);
    },
  },
  {
    id: 'firefox',
    foundIn: 'desks, players with Firefox',
    isForStaff: true,
    switchOn: () => FirefoxScreen.switchOn(programIn('firefox-esr', ['/usr/bin/firefox-esr'])),
  },
  {
    id: 'webkit',
    foundIn: 'iPads, Macs, players with WebKitGTK or WPE',
    isForStaff: true,
    switchOn: () =>
      WebKitScreen.switchOn({
        driver: programIn('webkit2gtk-driver', ['/usr/bin/WebKitWebDriver']),
        browser: programIn('libwebkit2gtk-4.1-0', [
          '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
          '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
        ]),
        // Without a screen of its own a machine needs one that is not there.
        display: process.env.DISPLAY ? undefined : programIn('xvfb', ['/usr/bin/Xvfb']),
      }),
  },
];

/** @throws an error that names Debian's package, where none of the files is there */
function programIn(debianPackage: string, files: readonly string[]): string {
  const file = files.find((each) => existsSync(each));
  if (file === undefined)
    throw new Error(`There is no ${files[0]}. Install it: apt-get install ${debianPackage}`);
  return file;
}

function shipped(id: string, foundIn: string, packageSpec: string): Engine {
  const switchOn = async () => ChromiumScreen.switchOn(await shippedChromium(packageSpec));
  return { id, foundIn, isForStaff: false, switchOn };
}
