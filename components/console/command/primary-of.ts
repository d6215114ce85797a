import type { SensorStatus } from '#lib/contract/sensor-status.ts';

/**
 * The sensor a secondary belongs to, as far as that can be told: devices do not name their primary. It is the
 * one whose serial number or address the device says, else the only other sensor of its family at the site
 * that has not refused as a secondary itself.
 *
 * @param said the device's words
 * @param secondaries ids of the sensors of the site that refused as secondaries
 */
export function primaryOf(
  { site, sensor, driver, serial }: SensorStatus,
  sensors: readonly SensorStatus[],
  message: string,
  secondaries: readonly string[],
): SensorStatus | undefined {
  const others = sensors.filter(
    (other) => other.site === site && other.sensor !== sensor && other.driver === driver,
  );
  const named = others.find(
    (other) =>
      (other.serial !== undefined && (other.serial === serial || message.includes(other.serial))) ||
      message.includes(hostOf(other.url)),
  );
  if (named !== undefined) return named;
  const possible = others.filter((other) => !secondaries.includes(other.sensor));
  return possible.length === 1 ? possible[0] : undefined;
}

function hostOf(url: string): string {
  return new URL(url).host;
}
