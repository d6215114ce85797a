import { describe, expect, it } from 'vitest';
import type { FaultKind } from '#server/simulators/device/simulated-device.ts';
import type { ConformanceSubject, SignInConfig } from './conformance-subject.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import { calledOff, faultOutcomes, faultsThatStopCommands } from './fault-outcomes.ts';

/**
 * The promises of a driver that can set the people inside on its device.
 *
 * @param start a driver with its device, closed after the test
 */
export function describeOccupancyControl(
  subject: ConformanceSubject,
  faults: readonly FaultKind[],
  start: (signIn?: SignInConfig) => Promise<DriverUnderTest>,
): void {
  describe('setting the occupancy', () => {
    it('is offered for channels of the device, and for no others', async () => {
      const { control, channels } = await start();
      expect(channels.some((channel) => control.canSet(channel))).toBe(true);
      expect(control.canSet('no-such-channel')).toBe(false);
    });

    it('shows in the reads after it, and changes no count', async () => {
      const under = await start();
      under.device.walk({ in: 9, out: 2 });
      for (const occupancy of [40, 0]) {
        expect(await under.set(occupancy)).toMatchObject({ ok: true });
        expect(under.device.truth()[0]).toMatchObject({ in: 9, out: 2, occupancy });
        for (const use of subject.gives ?? subject.family.gives)
          expect(await under.outcome(use)).toBe('truth');
      }
    });

    it('goes on from there when people walk', async () => {
      const under = await start();
      await under.set(10);
      under.device.walk({ in: 2, out: 1 });
      expect(under.device.truth()[0]?.occupancy).toBe(11);
      expect(await under.outcome('level')).toBe('truth');
    });

    it('with a wrong password or key is unauthorized', async () => {
      const under = await start(subject.signIn.wrong);
      expect(await under.set(0)).toMatchObject({ ok: false, error: { kind: 'unauthorized' } });
    });

    it.each(subject.refusals)('is an error $when: $error', async ({ settings, fault, error }) => {
      const under = await start();
      under.device.walk({ in: 3 });
      if (settings !== undefined) under.device.set(settings);
      if (fault !== undefined) await under.break(fault);
      expect(await under.set(0)).toMatchObject({ ok: false, error: { kind: error } });
      expect(under.device.truth()[0]?.occupancy).toBe(3);
    });

    it.each(faultsThatStopCommands)('comes to the error of the fault %s', async (fault) => {
      const under = await start();
      await under.break(fault);
      const result = await under.set(0);
      expect(subject.outcomes?.[fault] ?? faultOutcomes[fault]).toContain(
        result.ok ? 'done' : result.error.kind,
      );
    });

    it.each(faults)('never throws (%s)', async (fault) => {
      const under = await start();
      await under.break(fault);
      await expect(under.set(1)).resolves.toHaveProperty('ok');
    });

    it('ends at once when it is aborted', async () => {
      const under = await start();
      await under.device.setFault('half-open');
      const abort = new AbortController();
      const set = under.set(0, abort.signal);
      abort.abort();
      expect(await set).toMatchObject(calledOff);
    });
  });
}
