import { pathOf } from '#lib/contract/path.ts';
import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { Commands } from './commands.ts';
import { Mqtt } from './mqtt.ts';

/**
 * States and commands by an MQTT broker, where there is one.
 *
 * @param mayPublish throws where another sidecar counts by now
 */
export function mqttFeature(
  platform: Platform,
  sites: Sites,
  alerts: Pick<Alerts, 'open'>,
  mayPublish: () => void,
): Feature[] {
  const { environment, configuration } = platform;
  if (environment.mqtt === undefined) return [];
  const mqtt = new Mqtt({
    ...platform,
    settings: environment.mqtt,
    publicUrl: environment.publicUrl,
    sites: () => configuration.sites,
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
    mayPublish,
  });
  sites.listen({ state: (state) => mqtt.publish(state) });
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
