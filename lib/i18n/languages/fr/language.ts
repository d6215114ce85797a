import type { Language } from '../en/language.ts';
import { admin } from './admin.ts';
import { alert } from './alert.ts';
import { consoleWords } from './console.ts';
import { delivery } from './delivery.ts';
import { opening } from './opening.ts';
import { sensorError } from './sensor-error.ts';
import { withFrenchSpaces } from './spaces.ts';

export const fr: Language = withFrenchSpaces({
  locale: 'fr',
  console: consoleWords,
  admin,
  alert,
  delivery,
  opening,
  sensorError,
});
