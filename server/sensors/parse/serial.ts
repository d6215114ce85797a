/**
 * A serial number (Axis: the MAC address) in the one form that is compared: upper-case, without separators.
 * Undefined where nothing is left, so that an empty serial is no serial.
 *
 * @example normaliseSerial('00:40:8c:18:82:27') // '00408C188227'
 */
export function normaliseSerial(text: string): string | undefined {
  const serial = text.replaceAll(/[^0-9a-z]/gi, '').toUpperCase();
  return serial === '' ? undefined : serial;
}
