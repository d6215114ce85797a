import type { WordsLike } from '../../words-like.ts';
import type { calendar as en } from '../en/calendar.ts';

/** The words of the calendar in German. */
export const calendar = {
  title: 'Kalender',
  days: 'Das Jahr',
  hint: 'Tippen Sie auf einen Tag, um ihn zu schliessen oder ihm andere Zeiten zu geben. Gefüllte Tage sind geschlossen, umrahmte haben eigene Zeiten.',
  closed: 'Geschlossen',
  hours: 'Öffnungszeiten',
  hoursHint: 'Von-bis, wie 08:00-14:00 oder 08:00-12:00, 13:00-18:00; 18:00-02:00 geht über Mitternacht.',
  name: 'Bezeichnung',
  nameHint: 'Die Anzeigen nennen sie, solange geschlossen ist.',
  until: 'Bis',
  yearly: 'Jedes Jahr',
  save: 'Speichern',
  saved: 'Gespeichert. Es gilt bereits.',
  yearBefore: 'Das Jahr davor',
  yearAfter: 'Das Jahr danach',
  holidays: 'Feiertage und Abonnement',
  country: 'Land',
  region: 'Gebiet',
  noHolidays: 'Keine Feiertage',
  wholeCountry: 'Das ganze Land',
  feed: 'Abonnierter Kalender (iCalendar)',
  feedHint:
    'Eine https-Adresse, die auf .ics endet. Ihre Einträge schliessen den Standort; sie wird jede Stunde neu gelesen.',
  feedProblem: 'Er ist nicht lesbar: {reason}. Der letzte gute gilt.',
  feedAt: 'Zuletzt gelesen: {time}',
  sites: '{count, plural, one {An diesem Standort} other {An # Standorten}}',
  allSites: 'An allen Standorten',
  onlyHere: 'Nur an diesem Standort',
  noSite: 'Dieser Standort lässt sich hier nicht ändern.',
  source: {
    week: 'wie jede Woche',
    holiday: 'Feiertag',
    special: 'besonderer Tag',
    calendar: 'abonnierter Kalender',
  },
  choice: {
    closed: 'Geschlossen',
    hours: 'Andere Zeiten',
    usual: 'Wie jede Woche',
  },
} satisfies WordsLike<typeof en>;
