import type { WordsLike } from '../../words-like.ts';
import { admin } from './admin.ts';
import { alert } from './alert.ts';
import { consoleWords } from './console.ts';
import { delivery } from './delivery.ts';
import { opening } from './opening.ts';
import { sensorError } from './sensor-error.ts';

/** What Doorlight says to staff and managers in one language. Visitors are spoken to by `door.ts`. */
export interface Language {
  /** BCP 47 tag. */
  readonly locale: string;
  readonly console: WordsLike<typeof consoleWords>;
  /** Apart from the rest of the console, whose pages need not carry it. */
  readonly admin: WordsLike<typeof admin>;
  readonly alert: WordsLike<typeof alert>;
  /** Only the page that says who is told of alerts carries it. */
  readonly delivery: WordsLike<typeof delivery>;
  readonly sensorError: WordsLike<typeof sensorError>;
  /** Part of the console's words; a tablet without connection needs some of them alone. */
  readonly opening: WordsLike<typeof opening>;
}

export const en: Language = {
  locale: 'en',
  console: consoleWords,
  admin,
  alert,
  delivery,
  opening,
  sensorError,
};
