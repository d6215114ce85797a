import type { admin } from './languages/en/admin.ts';
import type { alert } from './languages/en/alert.ts';
import type { consoleWords } from './languages/en/console.ts';
import type { delivery } from './languages/en/delivery.ts';
import type { opening } from './languages/en/opening.ts';
import type { sensorError } from './languages/en/sensor-error.ts';
import type { WordsLike } from './words-like.ts';

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
