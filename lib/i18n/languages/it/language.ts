import type { Language } from '../en/language.ts';
import { admin } from './admin.ts';
import { alert } from './alert.ts';
import { consoleWords } from './console.ts';
import { delivery } from './delivery.ts';
import { opening } from './opening.ts';
import { sensorError } from './sensor-error.ts';

export const it: Language = {
  locale: 'it',
  console: consoleWords,
  admin,
  alert,
  delivery,
  opening,
  sensorError,
};
