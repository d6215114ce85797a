import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Light } from '#lib/contract/light.ts';
import { lights } from '#lib/contract/light.ts';
import { sensorConditions } from '#lib/contract/sensor-status.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { Sites } from '../site/sites.ts';
import type { Chain } from './chain/chain.ts';

/**
 * Numbers for Prometheus; of sites, zones and sensors that there are now.
 *
 * @param sockets displays and consoles connected now
 */
export function createMetrics(sites: Sites, sockets: () => number, chain?: Chain): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  // Counted here and given to prom-client when metrics are requested: it checks every increment.
  const counts = { answers: 0, messages: 0 };
  new Counter({
    name: 'doorlight_sensor_answers_total',
    help: 'Answers of sensors that could be read.',
    registers,
    collect() {
      this.reset();
      this.inc(counts.answers);
    },
  });
  new Counter({
    name: 'doorlight_zone_messages_total',
    help: 'States of zones published to displays and consoles.',
    registers,
    collect() {
      this.reset();
      this.inc(counts.messages);
    },
  });
  new Gauge({
    name: 'doorlight_sockets',
    help: 'Displays and consoles connected now.',
    registers,
    collect() {
      this.set(sockets());
    },
  });
  const zone = ['site', 'zone'];
  new Gauge({
    name: 'doorlight_zone_occupancy',
    help: 'People in the zone; absent while its light is unknown.',
    labelNames: zone,
    registers,
    collect() {
      this.reset();
      for (const { site, zone, light, occupancy } of sites.states())
        if (light !== 'unknown') this.set({ site, zone }, occupancy);
    },
  });
  new Gauge({
    name: 'doorlight_zone_capacity',
    help: 'People allowed in the zone.',
    labelNames: zone,
    registers,
    collect() {
      this.reset();
      for (const { site, zone, capacity } of sites.states()) this.set({ site, zone }, capacity);
    },
  });
  new Gauge({
    name: 'doorlight_zone_light',
    help: '1 for the light a zone shows, 0 for the others.',
    labelNames: [...zone, 'light'],
    registers,
    collect() {
      this.reset();
      for (const state of sites.states()) {
        for (const light of lights)
          this.set({ site: state.site, zone: state.zone, light }, isLit(state, light));
      }
    },
  });
  new Gauge({
    name: 'doorlight_sensor_status',
    help: '1 for the status a sensor has, 0 for the others.',
    labelNames: ['site', 'sensor', 'status'],
    registers,
    collect() {
      this.reset();
      for (const { site, sensor, status } of sites.sensorSummaries()) {
        for (const condition of sensorConditions) {
          this.set({ site, sensor, status: condition }, condition === status ? 1 : 0);
        }
      }
    },
  });
  new Gauge({
    name: 'doorlight_sites_home',
    help: 'Sites that run on this sidecar.',
    registers,
    collect() {
      this.set(sites.running().length);
    },
  });
  if (chain !== undefined) chainMetrics(registry, chain);
  sites.listen({
    state: () => {
      counts.messages++;
    },
    answer: () => {
      counts.answers++;
    },
  });
  return registry;
}

function isLit(state: ZoneState, light: Light): number {
  return state.light === light ? 1 : 0;
}

function chainMetrics(registry: Registry, chain: Chain): void {
  const registers = [registry];
  new Counter({
    name: 'doorlight_site_moves_total',
    help: 'Sites that this sidecar began to run: for the first time, after their home died, or handed over.',
    labelNames: ['reason'],
    registers,
    collect() {
      this.reset();
      for (const [reason, moves] of Object.entries(chain.homes.moves)) this.inc({ reason }, moves);
    },
  });
  const messages = new Counter({
    name: 'doorlight_bus_messages_total',
    help: 'States of zones that came from other sidecars.',
    registers,
  });
  const delay = new Histogram({
    name: 'doorlight_bus_delay_seconds',
    help: 'From the decision of a state at its home until it came here.',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 4.5],
    registers,
  });
  chain.onBusMessage((agedMs) => {
    messages.inc();
    delay.observe(agedMs / 1000);
  });
}
