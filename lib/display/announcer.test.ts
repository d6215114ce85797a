import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { doorWords, faceWords } from '../i18n/door.ts';
import { announceChanges, repeatMs, type ShownStore, settledMs } from './announce-changes.ts';
import { Announcer } from './announcer.ts';
import type { Shown } from './display-store.ts';
import type { ShownZone } from './shown.ts';
import type { SoundState } from './sound-state.ts';

const [en] = await doorWords(['en']);

/** A browser with loudspeakers, or one that forbids sound until it is touched. */
class FakeAudio extends EventTarget {
  static allows = true;
  state: 'running' | 'suspended' | 'closed' = FakeAudio.allows ? 'running' : 'suspended';
  readonly currentTime = 0;
  readonly destination = {};

  createOscillator() {
    const frequency = { value: 0 };
    return {
      type: '',
      frequency,
      connect: (to: object) => to,
      start: () => pitches.push(frequency.value),
      stop() {},
    };
  }
  createGain() {
    const nothing = () => {};
    const gain = {
      setValueAtTime: nothing,
      linearRampToValueAtTime: nothing,
      exponentialRampToValueAtTime: nothing,
    };
    return { gain, connect: (to: object) => to };
  }
  async resume() {
    if (!FakeAudio.allows || this.state === 'running') return;
    this.state = 'running';
    this.dispatchEvent(new Event('statechange'));
  }
  async close() {
    this.state = 'closed';
  }
}

let pitches: number[];
let spoken: { text: string; lang?: string }[];
let states: SoundState[];
let page: EventTarget;
let announcer: { stop(): void } & Partial<Pick<Announcer, 'announce'>>;

function start(theme: { chime?: boolean; speak?: boolean }): void {
  announcer = new Announcer(theme, (state) => states.push(state));
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeAudio.allows = true;
  [pitches, spoken, states, page] = [[], [], [], new EventTarget()];
  vi.stubGlobal('AudioContext', FakeAudio);
  vi.stubGlobal('document', page);
  vi.stubGlobal(
    'SpeechSynthesisUtterance',
    class {
      readonly text: string;
      constructor(text: string) {
        this.text = text;
      }
    },
  );
  const speechSynthesis = {
    cancel() {},
    speak: (utterance: { text: string }) => spoken.push(utterance),
    getVoices: () => [{ lang: 'de-CH' }, { lang: 'en_GB' }],
  };
  vi.stubGlobal('window', { speechSynthesis });
});

afterEach(() => {
  announcer.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const red = { of: 'red', text: 'Bitte warten', lang: 'de' } as const;

describe('a screen that is heard', () => {
  it('falls in pitch at red and rises at green, then speaks', () => {
    start({ chime: true, speak: true });
    announcer.announce?.(red);
    expect(pitches[0]).toBeGreaterThan(pitches[1] ?? 0);
    announcer.announce?.({ ...red, of: 'green' });
    expect(pitches[2]).toBeLessThan(pitches[3] ?? 0);
    vi.advanceTimersByTime(2000);
    expect(spoken).toEqual([{ text: 'Bitte warten', lang: 'de' }]);
    expect(states).toEqual(['on']);
  });

  it('makes no tone where it only speaks, and speaks not where it only chimes', () => {
    start({ speak: true });
    announcer.announce?.(red);
    vi.advanceTimersByTime(2000);
    expect([pitches.length, spoken.length]).toEqual([0, 1]);
    announcer.stop();
    start({ chime: true });
    announcer.announce?.(red);
    vi.advanceTimersByTime(2000);
    expect([pitches.length, spoken.length]).toEqual([2, 1]);
  });

  it('says so where the browser forbids it, and is heard after a touch', async () => {
    FakeAudio.allows = false;
    start({ chime: true });
    announcer.announce?.(red);
    expect([states, pitches]).toEqual([['blocked'], []]);
    FakeAudio.allows = true;
    page.dispatchEvent(new Event('pointerdown'));
    await vi.runAllTimersAsync();
    expect(states).toEqual(['blocked', 'on']);
    announcer.announce?.(red);
    expect(pitches).toHaveLength(2);
  });

  it('does not read a language with the voice of another', () => {
    start({ speak: true });
    announcer.announce?.({ ...red, text: 'Odota', lang: 'fi' });
    vi.advanceTimersByTime(2000);
    expect(spoken).toEqual([]);
    expect(states.at(-1)).toBe('no-voice');
  });
});

describe('a light that changes', () => {
  const zone: ShownZone = {
    site: 'bern',
    zone: 'store',
    occupancy: 3,
    capacity: 10,
    light: 'green',
    validForMs: 4500,
    seq: 1,
    simulated: false,
    free: 7,
  };
  const display = {
    site: 'bern',
    display: 'entrance',
    zone: 'store',
    languages: ['en'],
    showNumber: true,
    simulated: false,
  };
  let listeners: (() => void)[];
  let shown: Shown;
  const store: ShownStore = {
    shown: () => shown,
    subscribe: (listener) => {
      listeners.push(listener);
      return () => {
        listeners = [];
      };
    },
  };
  const show = (change: Partial<ShownZone>) => {
    const next = { ...zone, ...change };
    shown = { light: next.light, zone: next, display, arrivals: 1, validUntil: 0 };
    for (const listener of listeners) listener();
  };
  const texts = () => spoken.map(({ text }) => text);

  beforeEach(() => {
    listeners = [];
    show({});
    const stop = announceChanges(store, { speak: true }, faceWords(en), (state) => states.push(state));
    announcer = { stop };
  });

  it('is heard once it stands, with the wait; numbers that change are not', () => {
    show({ occupancy: 4 });
    show({ light: 'amber' });
    vi.advanceTimersByTime(settledMs - 1);
    show({ light: 'red', waitMinutes: 4 });
    vi.advanceTimersByTime(settledMs + 10);
    show({ light: 'red', waitMinutes: 3 });
    vi.advanceTimersByTime(repeatMs * 2);
    expect(texts()).toEqual(['Please wait. Wait: about 4 min']);
  });

  it('says an emergency again and again, until it is taken back', () => {
    show({ light: 'closed', emergency: 'leave' });
    vi.advanceTimersByTime(settledMs + repeatMs * 2 + 10);
    expect(texts()).toEqual(Array.from({ length: 3 }, () => 'Please leave the building'));
    show({});
    vi.advanceTimersByTime(repeatMs * 3);
    expect(texts().slice(3)).toEqual(['Come in']);
  });

  it('leaves nothing behind when it stops', () => {
    show({ light: 'closed', emergency: 'keep-out' });
    vi.advanceTimersByTime(settledMs + 10);
    announcer.stop();
    expect([listeners.length, vi.getTimerCount()]).toEqual([0, 0]);
  });
});
