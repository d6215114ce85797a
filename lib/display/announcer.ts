import type { Emergency, Light } from '../contract/light.ts';
import type { ShownTheme } from './shown.ts';
import type { SoundState } from './sound-state.ts';

/** An announcement. */
export interface Announcement {
  /** What the sound stands for. */
  readonly of: Light | Emergency;
  readonly text: string;
  /** BCP 47 tag of the text. */
  readonly lang: string;
}

/**
 * Pitches in hertz, one after another: rising for come in, falling for wait, so that they can be distinguished
 * without knowing the pitch.
 */
const tunes: Readonly<Record<Light | Emergency, readonly number[]>> = {
  green: [523, 784],
  amber: [587, 587],
  red: [587, 392],
  closed: [392, 294, 294],
  unknown: [440, 440, 440],
  leave: [880, 659, 880, 659],
  'keep-out': [659, 440, 659, 440],
};
const noteS = 0.32;
const loudness = 0.35;

/** Plays sounds made here, and speaks with the browser's voice. */
export class Announcer {
  readonly #theme: Pick<ShownTheme, 'chime' | 'speak'>;
  readonly #onState: (state: SoundState) => void;
  readonly #audio = new AudioContext();
  #saying: ReturnType<typeof setTimeout> | undefined;

  /** @param onState called at once, and at each change */
  constructor(theme: Pick<ShownTheme, 'chime' | 'speak'>, onState: (state: SoundState) => void) {
    this.#theme = theme;
    this.#onState = onState;
    this.#audio.addEventListener('statechange', this.#tellState);
    for (const type of gestures) document.addEventListener(type, this.#resume);
    this.#tellState();
    this.#resume();
  }

  /** Plays it now; a running announcement is cut short, because it is outdated. */
  announce({ of, text, lang }: Announcement): void {
    if (this.#audio.state !== 'running') return;
    const tune = this.#theme.chime ? tunes[of] : [];
    for (const [index, pitch] of tune.entries()) this.#note(pitch, this.#audio.currentTime + index * noteS);
    if (this.#theme.speak) this.#say(text, lang, tune.length * noteS * 1000);
  }

  stop(): void {
    for (const type of gestures) document.removeEventListener(type, this.#resume);
    this.#audio.removeEventListener('statechange', this.#tellState);
    clearTimeout(this.#saying);
    speech()?.cancel();
    this.#audio.close().catch(() => {});
  }

  #note(pitch: number, at: number): void {
    const tone = this.#audio.createOscillator();
    const gain = this.#audio.createGain();
    tone.type = 'triangle';
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(loudness, at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, at + noteS * 1.6);
    tone.connect(gain).connect(this.#audio.destination);
    tone.start(at);
    tone.stop(at + noteS * 1.7);
  }

  #say(text: string, lang: string, inMs: number): void {
    const voice = speech();
    if (!voice) return;
    clearTimeout(this.#saying);
    voice.cancel();
    if (!hasVoice(lang)) {
      this.#onState('no-voice');
      return;
    }
    this.#saying = setTimeout(() => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = lang;
      voice.speak(utterance);
    }, inMs);
  }

  readonly #resume = (): void => {
    this.#audio.resume().catch(() => {});
  };

  readonly #tellState = (): void => {
    const isSilent = this.#theme.speak && !speech();
    this.#onState(this.#audio.state !== 'running' ? 'blocked' : isSilent ? 'no-voice' : 'on');
  };
}

/** A touch or a key makes a browser allow sound. */
const gestures = ['pointerdown', 'keydown'] as const;

function speech(): SpeechSynthesis | undefined {
  return 'speechSynthesis' in window ? window.speechSynthesis : undefined;
}

/** Whether a voice speaks the language. A voice of another language would be incomprehensible. */
function hasVoice(lang: string): boolean {
  const [wanted] = lang.toLowerCase().split('-');
  const voices = speech()?.getVoices() ?? [];
  return voices.some((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === wanted);
}
