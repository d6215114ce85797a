import type { WordsLike } from '../../words-like.ts';
import type { calendar as en } from '../en/calendar.ts';

/** The words of the calendar in Italian. */
export const calendar = {
  title: 'Calendario',
  days: 'L’anno',
  hint: 'Tocchi un giorno per chiuderlo o dargli altri orari. I giorni pieni sono chiusi, quelli incorniciati hanno orari propri.',
  closed: 'Chiuso',
  hours: 'Orari',
  hoursHint: 'Da-a, come 08:00-14:00 o 08:00-12:00, 13:00-18:00; 18:00-02:00 supera la mezzanotte.',
  name: 'Nome',
  nameHint: 'Gli schermi lo dicono mentre è chiuso.',
  until: 'Fino al',
  yearly: 'Ogni anno',
  save: 'Salva',
  saved: 'Salvato. È già in vigore.',
  yearBefore: 'L’anno precedente',
  yearAfter: 'L’anno successivo',
  holidays: 'Giorni festivi e abbonamento',
  country: 'Paese',
  region: 'Regione',
  noHolidays: 'Nessun giorno festivo',
  wholeCountry: 'Tutto il Paese',
  feed: 'Calendario in abbonamento (iCalendar)',
  feedHint: 'Un indirizzo https che finisce in .ics. I suoi eventi chiudono la sede; viene riletto ogni ora.',
  feedProblem: 'Non è leggibile: {reason}. Vale l’ultimo valido.',
  feedAt: 'Letto l’ultima volta: {time}',
  sites: '{count, plural, one {In questa sede} other {In # sedi}}',
  allSites: 'In tutte le sedi',
  onlyHere: 'Solo in questa sede',
  noSite: 'Questa sede non si può cambiare qui.',
  source: {
    week: 'come ogni settimana',
    holiday: 'giorno festivo',
    special: 'giorno speciale',
    calendar: 'calendario in abbonamento',
  },
  choice: {
    closed: 'Chiuso',
    hours: 'Altri orari',
    usual: 'Come ogni settimana',
  },
} satisfies WordsLike<typeof en>;
