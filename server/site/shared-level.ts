import type { SourceConfig, ZoneConfig } from '../platform/config/configuration.ts';

/**
 * Whether another zone uses the same channel as a level: setting the device for one zone would change the
 * other, so it is adjusted in software.
 */
export function isSharedLevel(zones: readonly ZoneConfig[], zone: ZoneConfig, source: SourceConfig): boolean {
  return zones.some(
    (other) =>
      other.id !== zone.id &&
      other.sources.some(
        ({ sensor, channel, use }) =>
          sensor === source.sensor && channel === source.channel && use !== 'count',
      ),
  );
}
