import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Announcer } from './announcer.ts';
import type { SoundState } from './sound-state.ts';

/** A browser with loudspeakers, or one that forbids them until somebody touches it. */
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
let announcer: Announcer;

function start(look: { chime?: boolean; speak?: boolean }): void {
  announcer = new Announcer(look, (state) => states.push(state));
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
    announcer.announce(red);
    expect(pitches[0]).toBeGreaterThan(pitches[1] ?? 0);
    announcer.announce({ ...red, of: 'green' });
    expect(pitches[2]).toBeLessThan(pitches[3] ?? 0);
    vi.advanceTimersByTime(2000);
    expect(spoken).toEqual([{ text: 'Bitte warten', lang: 'de' }]);
    expect(states).toEqual(['on']);
  });

  it('makes no tone where it only speaks, and speaks not where it only chimes', () => {
    start({ speak: true });
    announcer.announce(red);
    vi.advanceTimersByTime(2000);
    expect([pitches.length, spoken.length]).toEqual([0, 1]);
    announcer.stop();
    start({ chime: true });
    announcer.announce(red);
    vi.advanceTimersByTime(2000);
    expect([pitches.length, spoken.length]).toEqual([2, 1]);
  });

  it('says so where the browser forbids it, and is heard after a touch', async () => {
    FakeAudio.allows = false;
    start({ chime: true });
    announcer.announce(red);
    expect([states, pitches]).toEqual([['blocked'], []]);
    FakeAudio.allows = true;
    page.dispatchEvent(new Event('pointerdown'));
    await vi.runAllTimersAsync();
    expect(states).toEqual(['blocked', 'on']);
    announcer.announce(red);
    expect(pitches).toHaveLength(2);
  });

  it('does not read a language with the voice of another', () => {
    start({ speak: true });
    announcer.announce({ ...red, text: 'Odota', lang: 'fi' });
    vi.advanceTimersByTime(2000);
    expect(spoken).toEqual([]);
    expect(states.at(-1)).toBe('no-voice');
  });
});
