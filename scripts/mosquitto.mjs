import { existsSync } from 'node:fs';
import { installDebianPackage } from './support/debian-package.mjs';
import { placesOnPath } from './support/on-path.mjs';
import { step } from './support/step.mjs';

/** The Mosquitto that is already on this machine; `undefined` where there is none. */
function installedMosquitto() {
  // Debian keeps it in a folder that is not on everybody's path.
  return [process.env.DOORLIGHT_MOSQUITTO, ...placesOnPath(['mosquitto']), '/usr/sbin/mosquitto'].find(
    (file) => file && existsSync(file),
  );
}

/**
 * The Mosquitto for the tests of MQTT: one that is installed, else Debian's package; `undefined` where it cannot be
 * had. Then those tests fail, and say what to install.
 */
export async function findMosquitto() {
  const found = installedMosquitto();
  if (found) return found;
  return step(
    'Installing Mosquitto',
    async () => {
      await installDebianPackage('mosquitto');
      return installedMosquitto();
    },
    (installed) => installed !== undefined,
  );
}
