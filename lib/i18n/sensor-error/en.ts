import type { SensorError } from '#lib/contract/sensor-status.ts';
import { type DeviceMeaning, deviceMeaning } from './device-meaning.ts';

type DeviceError = Extract<SensorError, { kind: 'device' }>;

/** A sensor's error in English. */
export function describeInEnglish(error: SensorError): string {
  switch (error.kind) {
    case 'unreachable':
      return unreachable(error.detail);
    case 'timeout':
      return `The sensor took longer than ${seconds(error.timeoutMs)} to answer. Check its network cable, or restart it.`;
    case 'certificate':
      return error.fingerprint === undefined
        ? 'The secure connection to the sensor could not be checked: its certificate is not trusted. Ask your technician to confirm it in the settings.'
        : `The secure connection to the sensor could not be checked: its certificate is not trusted. Ask your technician to confirm it in the settings (fingerprint ${error.fingerprint}).`;
    case 'unauthorized':
      return 'The sensor refuses the name, password or key that is stored for it. Ask your technician to correct them in the settings.';
    case 'basic-over-http':
      return 'The sensor would send its password readable over the network, so nothing was sent. Its address must begin with https.';
    case 'forbidden':
      return "The sensor accepts the sign-in but does not allow this. Ask your technician to raise the user's rights on the sensor.";
    case 'not-found':
      return `The sensor answers, but does not know what it was asked for (${error.path}). Check that its people counter is installed and running, and that the right type of sensor is set.`;
    case 'rate-limited':
      return error.retryAfterMs === undefined
        ? 'The sensor is asked too often. It is asked again shortly; if this comes back, ask your technician to let it be asked less often.'
        : `The sensor is asked too often and wants a pause. It is asked again in ${seconds(error.retryAfterMs)}.`;
    case 'http-status':
      return error.status >= 500
        ? `The sensor has a fault of its own (status ${error.status}). Restart it; if that does not help, call your technician.`
        : `The sensor did not accept the request (status ${error.status}). Ask your technician to check its address and type in the settings.`;
    case 'invalid':
      return `The sensor answers something that cannot be understood: at ${error.field}, ${error.expected} was expected but ${error.found} came. Check that the right type of sensor is set.`;
    case 'device':
      return device(error);
    case 'other-device':
      return `Another sensor answers at this address: expected serial number ${error.pinned}, found ${error.found}. If the sensor was replaced, confirm the new one in the settings.`;
    case 'switched-off':
      return `${capitalized(error.feature)} is switched off on the sensor. Switch it on in the sensor's own settings.`;
    case 'no-channel':
      return error.available.length === 0
        ? `The sensor does not report "${error.channel}"; at the moment it reports nothing. Check its counting areas.`
        : `The sensor does not report "${error.channel}". It reports: ${error.available.join(', ')}. Correct the name in the settings.`;
  }
}

function unreachable(detail: string): string {
  if (/ENOTFOUND|EAI_AGAIN/.test(detail)) {
    return "The sensor's address is not known in this network. Check the address in the settings, and the network.";
  }
  if (/ECONNREFUSED/.test(detail)) {
    return 'The sensor refuses the connection. It may be starting: wait a minute. If this stays, check its address in the settings.';
  }
  return 'The sensor does not answer. Check its power and network cable.';
}

const deviceWords: Readonly<Record<DeviceMeaning, string>> = {
  secondary: 'This sensor follows another one. Reset its primary sensor.',
  'occupancy-off':
    "The sensor does not count the people inside: that is switched off on it. Switch it on in the sensor's own settings.",
  'passthrough-off':
    "The sensor does not report people passing through: that is switched off on it. Switch it on in the sensor's own settings.",
  'sign-in':
    'The sensor refuses the name or password that is stored for it. Ask your technician to correct them in the settings.',
  busy: 'The sensor has a fault of its own. Try again; if that does not help, restart it.',
};

function device(error: DeviceError): string {
  const meaning = deviceMeaning(error);
  const words = meaning === undefined ? 'The sensor reports an error.' : deviceWords[meaning];
  const text = error.message.trim();
  const quoted = text === '' ? `code ${error.code}` : `"${text}" (code ${error.code})`;
  return `${words} It says: ${quoted}.`;
}

function seconds(ms: number): string {
  const count = Math.max(1, Math.round(ms / 1000));
  if (count >= 120) return `${Math.round(count / 60)} minutes`;
  return count === 1 ? '1 second' : `${count} seconds`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
