import { under } from '#lib/base-path.ts';
import { lights } from '#lib/contract/light.ts';
import type { Topics } from './topics.ts';

/** A zone as announced to Home Assistant. */
export interface DiscoveredZone {
  readonly site: string;
  readonly siteName: string;
  readonly zone: string;
  readonly zoneName: string;
  /** Validity of a state, milliseconds. */
  readonly validForMs: number;
  /** Whether commands are carried out. */
  readonly acceptsCommands: boolean;
  /** Whether a command can change the capacity: not if the configuration file defines the zone. */
  readonly isCapacitySettable: boolean;
}

export interface DiscoveryParts {
  /** Home Assistant's own prefix, `homeassistant` unless it was changed there. */
  readonly discoveryPrefix: string;
  /** Doorlight's prefix: it distinguishes two installations on one broker. */
  readonly prefix: string;
  readonly topics: Topics;
  readonly version: string;
  /** Link to the console, if people reach it by a known address. */
  readonly publicUrl?: string | undefined;
}

const maxPeople = 1_000_000;

/**
 * The discovery messages for Home Assistant: one device per zone, by its device discovery (one retained message
 * at `<discovery prefix>/device/<object id>/config`),
 * https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery
 */
export class Discovery {
  /** A subscription to all announced devices, also those of others. */
  readonly all: string;
  readonly #parts: DiscoveryParts;
  readonly #namespace: string;

  constructor(parts: DiscoveryParts) {
    this.#parts = parts;
    this.#namespace = parts.prefix.replaceAll('/', '_');
    this.all = `${parts.discoveryPrefix}/device/+/config`;
  }

  topic(site: string, zone: string): string {
    return `${this.#parts.discoveryPrefix}/device/${this.#id(site, zone)}/config`;
  }

  /** Whether a topic announces a zone of this prefix, whether or not the zone exists. */
  isOurs(topic: string): boolean {
    const before = `${this.#parts.discoveryPrefix}/device/${this.#namespace}_`;
    // Ids have no underscore: another prefix that only begins like ours does not match.
    return (
      topic.startsWith(before) && /^[a-z0-9-]{1,40}_[a-z0-9-]{1,40}\/config$/.test(topic.slice(before.length))
    );
  }

  payload(zone: DiscoveredZone): Record<string, unknown> {
    const { topics, version, publicUrl } = this.#parts;
    const id = this.#id(zone.site, zone.zone);
    return {
      device: {
        identifiers: [id],
        name: `${zone.siteName} ${zone.zoneName}`,
        manufacturer: 'Doorlight',
        model: 'Zone',
        sw_version: version,
        ...(publicUrl === undefined ? {} : { configuration_url: `${publicUrl}${under('/console')}` }),
      },
      origin: { name: 'Doorlight', sw_version: version },
      availability: [{ topic: topics.status, payload_available: 'online', payload_not_available: 'offline' }],
      state_topic: topics.zone(zone.site, zone.zone, 'state'),
      components: this.#components(zone, id),
    };
  }

  #components(zone: DiscoveredZone, id: string): Record<string, unknown> {
    const { topics } = this.#parts;
    // A value that is not renewed becomes unavailable.
    const expires = { expire_after: Math.ceil(zone.validForMs / 1000) };
    const people = { state_class: 'measurement', unit_of_measurement: 'people' };
    const known = (value: string) => `{{ ${value} if value_json.light != 'unknown' else None }}`;
    const isSettable = zone.acceptsCommands && zone.isCapacitySettable;
    return {
      occupancy: {
        platform: 'sensor',
        unique_id: `${id}_occupancy`,
        name: 'Occupancy',
        icon: 'mdi:account-group',
        value_template: known('value_json.occupancy'),
        ...people,
        ...expires,
      },
      light: {
        platform: 'sensor',
        unique_id: `${id}_light`,
        name: 'Light',
        icon: 'mdi:traffic-light',
        device_class: 'enum',
        options: [...lights],
        value_template: '{{ value_json.light }}',
        ...expires,
      },
      free: {
        platform: 'sensor',
        unique_id: `${id}_free`,
        name: 'Free places',
        icon: 'mdi:account-plus',
        value_template: known('value_json.free'),
        ...people,
        ...expires,
      },
      problem: {
        platform: 'binary_sensor',
        unique_id: `${id}_problem`,
        name: 'Problem',
        device_class: 'problem',
        entity_category: 'diagnostic',
        value_template: "{{ 'ON' if value_json.light == 'unknown' or value_json.warnings else 'OFF' }}",
        ...expires,
      },
      // An entry with only its platform removes the earlier announcement.
      reset: zone.acceptsCommands
        ? {
            platform: 'button',
            unique_id: `${id}_reset`,
            name: 'Reset',
            icon: 'mdi:counter',
            command_topic: topics.zone(zone.site, zone.zone, 'reset'),
            payload_press: '{}',
            qos: 1,
          }
        : { platform: 'button' },
      capacity: isSettable
        ? {
            platform: 'number',
            unique_id: `${id}_capacity`,
            name: 'Capacity',
            icon: 'mdi:account-multiple-check',
            entity_category: 'config',
            command_topic: topics.zone(zone.site, zone.zone, 'capacity'),
            value_template: '{{ value_json.capacity }}',
            min: 1,
            max: maxPeople,
            step: 1,
            mode: 'box',
            unit_of_measurement: 'people',
            qos: 1,
          }
        : { platform: 'number' },
      'capacity-shown': isSettable
        ? { platform: 'sensor' }
        : {
            platform: 'sensor',
            unique_id: `${id}_capacity`,
            name: 'Capacity',
            icon: 'mdi:account-multiple-check',
            entity_category: 'diagnostic',
            value_template: '{{ value_json.capacity }}',
            unit_of_measurement: 'people',
            ...expires,
          },
    };
  }

  #id(site: string, zone: string): string {
    return `${this.#namespace}_${site}_${zone}`;
  }
}
