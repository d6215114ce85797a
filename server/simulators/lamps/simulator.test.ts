import { connectAsync } from 'mqtt';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseSiteFile } from '#server/platform/config/site-file.ts';
import { families } from '#server/sensors/registry.ts';
import { MosquittoServer } from '#server/test-support/mosquitto-server.ts';
import { parseSimulateArguments } from '../simulate-arguments.ts';
import { simulatedFamilies } from '../simulated-families.ts';
import { Simulation } from '../simulation.ts';
import { simulationReport } from '../simulation-report.ts';
import { startSimulatedLamp } from './simulator.ts';

const planOf = (...args: string[]) => {
  const request = parseSimulateArguments(args, simulatedFamilies);
  if (request.kind !== 'start') throw new Error(request.kind === 'mistake' ? request.message : 'help');
  return request;
};

describe('npm run simulate', () => {
  it('starts lamps, alone or beside sensors, and says what to configure', async () => {
    const broker = await MosquittoServer.start();
    const names = ['lamp-axis-io', 'lamp-modbus-tcp', 'lamp-http', 'lamp-mqtt'];
    const changes: string[] = [];
    const simulation = new Simulation(
      planOf(...names, 'xovis', '--port', '0', '--broker', broker.url),
      undefined,
      undefined,
      (id, shown) => changes.push(`${id}: ${shown}`),
    );
    await simulation.start();
    try {
      const report = simulationReport(simulation.running, simulation.lamps);
      const [, entries = ''] = /For the configuration file:\n\n([\s\S]*?)\n\nStop/.exec(report) ?? [];
      const { lamps, sensors } = parse(entries) as { lamps: { id: string }[]; sensors: unknown[] };
      expect([lamps.map(({ id }) => id), sensors.length]).toEqual([names, 1]);
      // What it prints can be pasted.
      const site = {
        id: 'bern',
        name: 'Bern',
        timezone: 'Europe/Zurich',
        sensors,
        zones: [
          {
            id: 'ZONE'.toLowerCase(),
            name: 'Zone',
            capacity: 10,
            sources: [{ sensor: 'xovis', channel: 'entrance_a' }],
          },
        ],
        lamps: lamps.map((lamp) => ({ ...lamp, zone: 'zone' })),
      };
      const text = JSON.stringify({ sites: [site] });
      const { configuration } = parseSiteFile(text, 'site.yaml', { families, variables: {} });
      expect(configuration.sites[0]?.lamps).toHaveLength(4);
      const http = simulation.lamps.find(({ id }) => id === 'lamp-http');
      await fetch(`${http?.lamp.url}/green`);
      expect(changes).toEqual(['lamp-http: GET /green']);
    } finally {
      await simulation.stop();
      await broker.remove();
    }
  });

  it('says which lamps there are, and what is none', () => {
    expect(planOf('lamp-http', '--port', '9300').lamps).toEqual([
      { driver: 'http', options: { host: '127.0.0.1', port: 9300 } },
    ]);
    expect(() => planOf('lamp-gas')).toThrow('There is no family "lamp-gas"');
  });
});

describe('a simulated lamp', () => {
  it('does timed commands of VAPIX, and a new one ends an older one', async () => {
    const lamp = await startSimulatedLamp('axis-io');
    const act = (action: string) =>
      fetch(`${lamp.url}/axis-cgi/io/port.cgi?action=${encodeURIComponent(action)}`);
    await act('1:/60\\');
    expect(lamp.shown()).toBe('1');
    await expect.poll(() => lamp.shown()).toBe('');
    await act('1:/50\\');
    await act('1:/');
    await act('2:/60\\');
    await expect.poll(() => lamp.shown()).toBe('1');
    const asked = await fetch(`${lamp.url}/axis-cgi/io/port.cgi?checkactive=1,2`);
    expect(await asked.text()).toBe('port1=active\r\nport2=inactive');
    await lamp.close();
  });

  it('reports at its broker what it shows', async () => {
    const broker = await MosquittoServer.start();
    const lamp = await startSimulatedLamp('mqtt', { broker: broker.url, topic: 'a/set' });
    const other = await connectAsync(broker.url);
    const reported: string[] = [];
    other.on('message', (_topic, payload) => reported.push(payload.toString()));
    await other.subscribeAsync('a/state');
    await other.publishAsync('a/set', 'red');
    await expect.poll(() => [lamp.shown(), ...reported]).toEqual(['red', 'red']);
    await other.endAsync(true);
    await lamp.close();
    await broker.remove();
  });
});
