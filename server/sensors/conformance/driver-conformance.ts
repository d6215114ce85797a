import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type FaultKind,
  faultKinds,
  type SimulatorFamily,
} from '#server/simulators/device/simulated-device.ts';
import type { Use } from '../driver.ts';
import type { Reading } from '../reading.ts';
import type { ConformanceSubject, SignInConfig } from './conformance-subject.ts';
import { DriverUnderTest } from './driver-under-test.ts';
import { calledOff, faultOutcomes } from './fault-outcomes.ts';
import { describeOccupancyControl } from './occupancy-control-conformance.ts';

/**
 * The promises of every driver, tested with the family's simulated device over real sockets. A family runs it
 * from its `conformance.test.ts`:
 *
 * @example await describeDriverConformance({ family: axis3d, simulator: axis3dSimulator, signIn:
 *   userAndPassword, refusals: [] })
 */
export async function describeDriverConformance(subject: ConformanceSubject): Promise<void> {
  const { family, simulator, gives = family.gives, requestsPerRead = 1 } = subject;
  const faults = await faultsOf(simulator, subject);
  const uses: readonly Use[] = ['auto', ...gives];
  const running: DriverUnderTest[] = [];

  const start = async (...options: [SignInConfig?, ConformanceSubject['device']?]) => {
    const started = await DriverUnderTest.start(subject, ...options);
    running.push(started);
    return started;
  };

  afterEach(async () => {
    for (const one of running.splice(0)) await one.close?.();
  });

  describe('the family', () => {
    it('has a name, its simulator the same, and a pace for its polls', () => {
      expect(simulator.id).toBe(family.id);
      expect(family.label).not.toBe('');
      expect(family.defaultPollMs).toBeGreaterThanOrEqual(500);
      expect(family.gives.size).toBeGreaterThan(0);
    });

    it('needs no keys of its own in the configuration, and leaves filled-in ones as they are', () => {
      const defaults = family.optionsSchema.parse({});
      expect(family.optionsSchema.parse(defaults)).toEqual(defaults);
    });
  });

  describe('a read', () => {
    it.each(uses)('gives what the device counted, as whole numbers, after any walks (%s)', async (use) => {
      const under = await start();
      const { channels } = under;
      const walk = fc.record({ channel: fc.nat(), in: fc.nat({ max: 9 }), out: fc.nat({ max: 9 }) });
      await fc.assert(
        fc.asyncProperty(fc.array(walk, { maxLength: 8 }), async (walks) => {
          for (const { channel, ...people } of walks) {
            under.device.walk(people, channels[channel % channels.length]);
          }
          expect(await under.outcome(use)).toBe('truth');
        }),
        { numRuns: 15 },
      );
      const last = await under.read(use);
      for (const number of last.ok ? last.value.readings.flatMap(numbersOf) : [Number.NaN]) {
        expect(Number.isSafeInteger(number)).toBe(true);
      }
    });

    it.each([...gives])('gives a %s of every channel that wants one', async (kind) => {
      const under = await start();
      const result = await under.read(kind);
      const given = result.ok ? result.value.readings.filter((reading) => reading.kind === kind) : [];
      expect(given.map(({ channel }) => channel)).toEqual(under.channels);
    });

    it('leaves a wanted channel out that the device does not have, and gives the others', async () => {
      const {
        driver,
        channels: [known = ''],
      } = await start();
      const wants = [known, 'no-such-channel'].map((channel) => ({ channel, use: 'auto' }) as const);
      const result = await driver.read(wants, new AbortController().signal);
      const channels = result.ok ? result.value.readings.map(({ channel }) => channel) : [];
      expect(channels).toContain(known);
      expect(channels).not.toContain('no-such-channel');
    });

    it('knows nothing of another driver', async () => {
      const [one, other] = [await start(), await start()];
      one.device.walk({ in: 3 });
      other.device.walk({ in: 8, out: 1 });
      expect(await Promise.all([one.outcome('auto'), other.outcome('auto')])).toEqual(['truth', 'truth']);
    });

    it.each(uses)('asks no more than it must once the device is known (%s)', async (use) => {
      const under = await start();
      await under.read(use);
      await under.read(use);
      const before = under.device.requests;
      for (let count = 0; count < 10; count += 1) expect(await under.outcome(use)).toBe('truth');
      expect(under.device.requests - before).toBe(10 * requestsPerRead);
    });

    it('ends at once when it is aborted, and the next one works', async () => {
      const under = await start();
      await under.device.setFault('half-open');
      const abort = new AbortController();
      const read = under.read('auto', abort.signal);
      await sleep(20);
      abort.abort();
      expect(await read).toMatchObject(calledOff);
      expect(await under.read('auto', AbortSignal.abort())).toMatchObject(calledOff);
      await under.device.setFault(null);
      expect(await under.outcome('auto')).toBe('truth');
    });
  });

  describe('signing in', () => {
    it('is not needed where the device asks for nothing', async () => {
      const under = await start({}, {});
      expect(await under.outcome('auto')).toBe('truth');
    });

    it('with a wrong password or key is unauthorized', async () => {
      const under = await start(subject.signIn.wrong);
      for (const use of uses) expect(await under.outcome(use)).toBe('unauthorized');
    });

    if (family.signIn.kind === 'challenge') {
      it.each(['MD5', 'SHA-256'] as const)('works by Digest with %s', async (digest) => {
        const under = await start(undefined, { ...subject.signIn.device, digest });
        expect(await under.outcome('auto')).toBe('truth');
      });

      it('tries a wrong password once a read: devices lock accounts', async () => {
        const under = await start(subject.signIn.wrong);
        await under.read('auto');
        expect(under.device.seen.map(({ status }) => status)).toEqual([401, 401]);
      });
    }
  });

  describe.each(faults)('a device with the fault %s', (fault) => {
    const outcomes = subject.outcomes?.[fault] ?? faultOutcomes[fault];

    it.each(uses)(`comes to ${outcomes.join(' or ')}, and heals (%s)`, async (use) => {
      const under = await start();
      under.device.walk({ in: 5, out: 2 });
      expect(await under.outcome(use)).toBe('truth');
      await under.break(fault);
      expect(outcomes).toContain(await under.outcome(use));
      expect(outcomes).toContain(await under.outcome(use));
      under.device.walk({ in: 4 });
      await under.break(null);
      expect(await under.outcome(use)).toBe('truth');
    });

    it.each(uses)('comes to the same at first contact (%s)', async (use) => {
      const under = await start();
      under.device.walk({ in: 5, out: 2 });
      await under.break(fault);
      expect(outcomes).toContain(await under.outcome(use));
      await under.break(null);
      expect(await under.outcome(use)).toBe('truth');
    });
  });

  if (subject.refusals.length > 0) describeOccupancyControl(subject, faults, start);
  else {
    it('has no occupancy to set', async () => {
      expect((await start()).driver.occupancyControl).toBeUndefined();
    });
  }

  it('leaves no socket and no timer open when it is closed', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const under = await DriverUnderTest.start(subject);
    await under.read('auto');
    await under.close();
    expect(timers()).toBeLessThanOrEqual(before);
    await expect.poll(() => process.getActiveResourcesInfo()).not.toContain('TCPSocketWrap');
  });
}

async function faultsOf(simulator: SimulatorFamily, subject: ConformanceSubject): Promise<FaultKind[]> {
  const device = await simulator.start({ ...subject.device, ...subject.signIn.device });
  await device.close();
  return faultKinds.filter((fault) => device.supports.has(fault));
}

function numbersOf(reading: Reading): number[] {
  if (reading.kind === 'count') return [reading.in, reading.out];
  const { occupancy, totals } = reading;
  return totals === undefined ? [occupancy] : [occupancy, totals.in, totals.out];
}
