import type { WordsLike } from '../../words-like.ts';
import type { alert as en } from '../en/alert.ts';

/** What alerts say, in German. */
export const alert = {
  full: {
    title: '{name} ist voll',
    text: '{occupancy} Personen sind drin, {capacity} sind erlaubt.',
    was: '{name} war voll',
  },
  'nearly-full': {
    title: '{name} ist fast voll',
    text: '{occupancy} Personen sind drin, {capacity} sind erlaubt.',
    was: '{name} war fast voll',
  },
  sensor: {
    stale: '{name} schweigt',
    unauthorized: '{name} verweigert die Anmeldung',
    unreachable: '{name} antwortet nicht',
    invalid: '{name} antwortet, aber ohne seine Zählung',
    uncounted: 'Diese Tür wird nicht gezählt, und das Licht kann unbekannt sein.',
    text: 'Prüfen Sie Strom und Netzwerkkabel des Sensors.',
    was: '{name} war gestört',
  },
  display: {
    title: 'Die Anzeige {name} ist weg',
    text: 'Unter diesem Namen ist kein Bildschirm verbunden. Prüfen Sie Strom und Netzwerk des Bildschirms.',
    was: 'Die Anzeige {name} war weg',
  },
  drift: {
    title: '{name} wurde heute um {drift} Personen korrigiert',
    text: 'Es wurden mehr Personen hinaus als hinein gezählt. Eine Tür zählt falsch: Prüfen Sie die Sensoren dieser Zone.',
    was: '{name} wurde um {drift} Personen korrigiert',
  },
  calendar: {
    title: 'Der Kalender von {name} ist nicht lesbar',
    text: 'Seine Adresse antwortet nicht, oder nicht mit einem Kalender. Bis dahin gilt der letzte gute: Prüfen Sie die Adresse im Kalender des Standorts.',
    was: 'Der Kalender von {name} war nicht lesbar',
  },
  test: {
    title: 'Ein Test der Alarme',
    text: 'Das ist nur ein Test. Alarme dieses Standorts kommen hier an.',
  },
  since: 'Seit {time}',
  open: 'Konsole öffnen: {url}',
} satisfies WordsLike<typeof en>;
