import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayCommandSchema, displaySettingsSchema } from '../contract/display.ts';
import { emergencySchema, lights } from '../contract/light.ts';
import { type ZoneState, zoneStateSchema } from '../contract/zone-state.ts';
import { sampleState } from '../test-zone-state.ts';
import { readCommand, readDisplay, readZone } from './read-message.ts';
import { shownZone } from './shown.ts';

const state = sampleState();

const settings = {
  site: 'bern',
  display: 'entrance',
  zone: 'store',
  siteName: 'Bern',
  languages: ['de'],
  showNumber: true,
  simulated: false,
};

/** Values of all types in place of a key. */
const anything = fc.oneof(
  fc.constantFrom(null, true, '', 'x', -1, 0, 1, 1.5, 1e20, Number.NaN, [], {}, 'Bern!', 'green'),
  fc.string(),
  fc.integer(),
);

describe('the display reads', () => {
  it('every light there is', () => {
    for (const light of lights) expect(readZone({ ...state, light })).toMatchObject({ light });
  });

  it('of a zone no more than the contract allows, whatever stands in a key', () => {
    const keys = [
      'site',
      'zone',
      'occupancy',
      'capacity',
      'light',
      'validForMs',
      'seq',
      'simulated',
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...keys), anything, (key, value) => {
        const message = { ...state, [key]: value };
        expect(readZone(message) !== undefined).toBe(zoneStateSchema.safeParse(message).success);
      }),
    );
  });

  it('the same of a message as the first HTML of its state, whatever there is to show', () => {
    const at = state.asOf;
    const whole: ZoneState = {
      ...state,
      light: 'closed',
      reason: 'hours',
      free: 4,
      waitMinutes: 3,
      opens: { at, time: '08:00', weekday: 1, date: '2026-12-28' },
      closedBecause: { de: 'Betriebsferien' },
      emergency: 'leave',
      outlook: { quieter: { at, time: '16:00' }, full: { at, time: '15:00' } },
    };
    expect(shownZone(whole)).toMatchObject({ quieter: '16:00', free: 4, afterHours: true });
    for (const each of [state, whole])
      expect(readZone(each)).toEqual({ ...shownZone(each), asOf: each.asOf });
  });

  it('when the door opens and what staff warns of, and nothing that it would not show', () => {
    const weekday = { at: state.asOf, time: '08:00', weekday: 1 };
    expect(readZone({ ...state, light: 'closed', opens: weekday, emergency: 'leave' })).toMatchObject({
      opens: { time: '08:00', weekday: 1 },
      emergency: 'leave',
    });
    for (const emergency of emergencySchema.options) {
      expect(readZone({ ...state, emergency })).toMatchObject({ emergency });
    }
    for (const opens of [{ time: '8' }, { time: '08:00', weekday: 8 }, 'soon', null]) {
      expect(readZone({ ...state, opens, emergency: 'party' })).toEqual(readZone(state));
    }
  });

  it('of its settings no more than the contract allows', () => {
    const keys = ['site', 'display', 'zone', 'languages', 'showNumber', 'simulated'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...keys), anything, (key, value) => {
        const message = { ...settings, [key]: value };
        expect(readDisplay(message) !== undefined).toBe(displaySettingsSchema.safeParse(message).success);
      }),
    );
  });

  it('whether its hours have closed a zone, or staff', () => {
    expect(readZone({ ...state, light: 'closed', reason: 'hours' })).toMatchObject({ afterHours: true });
    expect(readZone({ ...state, light: 'closed', reason: 'hold:admin' })).not.toHaveProperty('afterHours');
  });

  it('commands it knows', () => {
    for (const command of displayCommandSchema.options) expect(readCommand(command)).toBe(command);
    expect(readCommand('explode')).toBeUndefined();
  });

  it('nothing from what is no message', () => {
    for (const value of [undefined, null, 'green', 7, [], () => state]) {
      expect(readZone(value)).toBeUndefined();
      expect(readDisplay(value)).toBeUndefined();
    }
  });
});
