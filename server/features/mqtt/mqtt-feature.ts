import { pathOf } from '#lib/contract/path.ts';
import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { Commands } from './commands.ts';
import { Mqtt } from './mqtt.ts';

/** States and commands by an MQTT broker, where there is one: of the sites that run here. */
export function mqttFeature(platform: Platform, sites: Sites, alerts: Pick<Alerts, 'open'>): Feature[] {
  const { environment, configuration } = platform;
  if (environment.mqtt === undefined) return [];
  const mqtt = new Mqtt({
    ...platform,
    settings: environment.mqtt,
    publicUrl: environment.publicUrl,
    sites: () => sites.running(),
    configured: () => configuration.sites,
    states: () => sites.states(),
    sensors: () => sites.sensorSummaries(),
    alerts: () => alerts.open(),
    managedByFile: () =>
      new Set(
        configuration
          .entries()
          .filter(({ kind, managedBy }) => kind === 'zone' && managedBy === 'file')
          .map(({ site, id }) => pathOf(site, id)),
      ),
    commands: new Commands({
      ...platform,
      zone: (site, zone) => sites.zone(pathOf(site, zone)),
      control: sites.control,
    }),
    mayPublish: () => sites.isHeld,
  });
  sites.listen({
    state: ({ state }) => {
      if (mqtt.isConnected) mqtt.publish(state());
    },
    begin: () => mqtt.replace(),
    end: (site) => mqtt.release(site),
  });
  return [
    {
      name: 'mqtt',
      start: () => mqtt.start(),
      replace: () => ({ undo: () => undefined, finish: () => mqtt.replace() }),
      stop: () => mqtt.stop(),
      stopsBeside: true,
    },
  ];
}
