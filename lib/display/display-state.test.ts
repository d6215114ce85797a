import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Light } from '../contract/light.ts';
import {
  type DisplayEvent,
  type DisplayState,
  initialDisplayState,
  lightOn,
  nextDisplayState,
} from './display-state.ts';
import type { ShownDisplay, ShownZone } from './shown.ts';

const display: ShownDisplay = {
  site: 'bern',
  display: 'entrance',
  zone: 'store',
  languages: ['de'],
  showNumber: true,
  simulated: false,
};

const zone = (seq: number, light: Light = 'green', change: Partial<ShownZone> = {}): ShownZone => ({
  site: 'bern',
  zone: 'store',
  occupancy: 3,
  capacity: 10,
  light,
  validForMs: 4500,
  seq,
  simulated: false,
  free: 7,
  ...change,
});

/** A screen with its two clocks. */
class Screen {
  monotonic = 1000;
  wall = 1_700_000_000_000;
  displayState: DisplayState;

  constructor(validForMs = 4500) {
    this.displayState = initialDisplayState(display, zone(1), this.monotonic + validForMs, this.instant);
  }
  get instant() {
    return { monotonic: this.monotonic, wall: this.wall };
  }
  get light(): Light {
    return lightOn(this.displayState, this.monotonic);
  }
  apply(event: DisplayEvent): this {
    this.displayState = nextDisplayState(this.displayState, event, this.instant);
    return this;
  }
  /** Lets time pass, with the four ticks a second of a running page. */
  pass(ms: number): this {
    for (let left = ms; left > 0; left -= 250) {
      const step = Math.min(250, left);
      this.monotonic += step;
      this.wall += step;
      this.apply({ type: 'tick' });
    }
    return this;
  }
}

describe('the glass', () => {
  it('shows the light of the first HTML, and not for longer than it is valid', () => {
    const screen = new Screen(2000);
    expect(screen.pass(1750).light).toBe('green');
    expect(screen.pass(250).light).toBe('unknown');
  });

  it('shows each message for as long as it is valid', () => {
    const screen = new Screen().apply({ type: 'connected' }).apply({ type: 'zone', zone: zone(7, 'red') });
    expect(screen.pass(4250).light).toBe('red');
    expect(screen.pass(250).light).toBe('unknown');
  });

  it('believes no message for longer than five seconds, whatever it says', () => {
    const eternal = zone(7, 'green', { validForMs: 3_600_000 });
    const screen = new Screen().apply({ type: 'connected' }).apply({ type: 'zone', zone: eternal });
    expect(screen.pass(5000).light).toBe('unknown');
  });

  it('is not turned back by a message that came before on the same connection', () => {
    const screen = new Screen().apply({ type: 'connected' }).apply({ type: 'zone', zone: zone(9, 'red') });
    expect(screen.apply({ type: 'zone', zone: zone(8, 'green') }).light).toBe('red');
    expect(screen.apply({ type: 'zone', zone: zone(9, 'green') }).light).toBe('red');
  });

  it('believes a sidecar that started anew and numbers from the beginning', () => {
    const screen = new Screen().apply({ type: 'connected' }).apply({ type: 'zone', zone: zone(900, 'red') });
    screen.apply({ type: 'disconnected' }).apply({ type: 'connected' });
    expect(screen.apply({ type: 'zone', zone: zone(1, 'green') }).light).toBe('green');
  });

  it('counts what waited while the connection was being opened as that old, and does not show what waited long', () => {
    const opening = (ms: number) =>
      new Screen().pass(5000).apply({ type: 'connecting' }).pass(ms).apply({ type: 'connected' });
    const quick = opening(1000).apply({ type: 'zone', zone: zone(2) });
    expect(quick.pass(3250).light).toBe('green');
    expect(quick.pass(250).light).toBe('unknown');
    const slow = opening(3000).apply({ type: 'zone', zone: zone(2) });
    expect(slow.light).toBe('unknown');
    // It is not silent, and what is repeated is as good as ever.
    expect(slow.pass(1500).apply({ type: 'zone', zone: zone(3) }).light).toBe('green');
    expect(slow.pass(4250).light).toBe('green');
    expect(slow.pass(250).light).toBe('unknown');
  });

  it('counts from the last attempt to open a connection', () => {
    const screen = new Screen().pass(5000).apply({ type: 'connecting' }).pass(4000);
    screen.apply({ type: 'connecting' }).pass(250).apply({ type: 'connected' });
    expect(screen.apply({ type: 'zone', zone: zone(2) }).light).toBe('green');
  });

  it('takes nothing from another zone than its own', () => {
    const screen = new Screen().apply({ type: 'connected' });
    screen.apply({ type: 'zone', zone: zone(2, 'red', { zone: 'cafe' }) });
    expect(screen.light).toBe('green');
    screen.apply({ type: 'display', display: { ...display, zone: 'cafe' } });
    expect(screen.light).toBe('unknown');
  });

  it('of a tab that stood still believes nothing that waited for it', () => {
    const screen = new Screen().apply({ type: 'connected' }).apply({ type: 'zone', zone: zone(2) });
    screen.monotonic += 60_000;
    screen.wall += 60_000;
    screen.apply({ type: 'zone', zone: zone(3, 'green') });
    expect(screen.light).toBe('unknown');
    expect(screen.displayState.connection.kind).toBe('stale');
  });

  it('of a machine that slept, whose monotonic clock slept too, believes nothing either', () => {
    const screen = new Screen().apply({ type: 'connected' }).apply({ type: 'zone', zone: zone(2) });
    screen.wall += 60_000;
    expect(screen.apply({ type: 'tick' }).light).toBe('unknown');
  });

  it('does not trust a world clock that is set, in either direction', () => {
    for (const ms of [-86_400_000, 86_400_000]) {
      const screen = new Screen().apply({ type: 'connected' }).apply({ type: 'zone', zone: zone(2) });
      screen.wall += ms;
      expect(screen.apply({ type: 'tick' }).light).toBe('unknown');
      screen.apply({ type: 'disconnected' }).apply({ type: 'connected' });
      expect(screen.apply({ type: 'zone', zone: zone(3) }).light).toBe('green');
    }
  });

  it('of a socket that is open but silent gives the connection up', () => {
    const screen = new Screen().apply({ type: 'connected' }).apply({ type: 'zone', zone: zone(2) });
    screen.pass(5000);
    expect(screen.displayState.connection.kind).toBe('stale');
    expect(screen.apply({ type: 'zone', zone: zone(3) }).light).toBe('unknown');
  });
});

it('never shows a light five seconds after the last message, whatever happens', () => {
  const events = fc.oneof(
    fc.constantFrom<DisplayEvent>(
      { type: 'connected' },
      { type: 'disconnected' },
      { type: 'tick' },
      { type: 'invalidate' },
      { type: 'display', display },
    ),
    fc
      .record({ seq: fc.nat(20), validForMs: fc.integer({ min: 1, max: 1e9 }) })
      .map(
        ({ seq, validForMs }): DisplayEvent => ({ type: 'zone', zone: zone(seq, 'green', { validForMs }) }),
      ),
  );
  const steps = fc.array(
    fc.record({ event: events, monotonic: fc.nat(8000), wall: fc.integer({ min: -9000, max: 9000 }) }),
  );
  fc.assert(
    fc.property(steps, (walk) => {
      const screen = new Screen();
      let heardMs = screen.monotonic;
      for (const { event, monotonic, wall } of walk) {
        screen.monotonic += monotonic;
        screen.wall += wall;
        screen.apply(event);
        if (event.type === 'zone') heardMs = screen.monotonic;
        if (screen.monotonic - heardMs >= 5000) expect(screen.light).toBe('unknown');
      }
      screen.monotonic += 5000;
      expect(screen.light).toBe('unknown');
    }),
  );
});
