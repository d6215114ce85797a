import type { WordsLike } from '../../words-like.ts';
import type { calendar as en } from '../en/calendar.ts';

/** The words of the calendar in Spanish. */
export const calendar = {
  title: 'Calendario',
  days: 'El año',
  hint: 'Toque un día para cerrarlo o darle otro horario. Los días rellenos están cerrados; los enmarcados tienen su propio horario.',
  closed: 'Cerrado',
  hours: 'Horario',
  hoursHint: 'Desde-hasta, como 08:00-14:00 o 08:00-12:00, 13:00-18:00; 18:00-02:00 pasa de medianoche.',
  name: 'Nombre',
  nameHint: 'Las pantallas lo dicen mientras está cerrado.',
  until: 'Hasta',
  yearly: 'Cada año',
  save: 'Guardar',
  saved: 'Guardado. Ya está en vigor.',
  yearBefore: 'El año anterior',
  yearAfter: 'El año siguiente',
  holidays: 'Festivos y suscripción',
  country: 'País',
  region: 'Región',
  noHolidays: 'Sin festivos',
  wholeCountry: 'Todo el país',
  feed: 'Calendario suscrito (iCalendar)',
  feedHint: 'Una dirección https que acaba en .ics. Sus eventos cierran el sitio; se lee de nuevo cada hora.',
  feedProblem: 'No se puede leer: {reason}. Se usa el último válido.',
  feedAt: 'Leído por última vez: {time}',
  sites: '{count, plural, one {En este sitio} other {En # sitios}}',
  allSites: 'En todos los sitios',
  onlyHere: 'Solo en este sitio',
  noSite: 'Este sitio no se puede cambiar aquí.',
  source: {
    week: 'como cada semana',
    holiday: 'festivo',
    special: 'día especial',
    calendar: 'calendario suscrito',
  },
  choice: {
    closed: 'Cerrado',
    hours: 'Otro horario',
    usual: 'Como cada semana',
  },
} satisfies WordsLike<typeof en>;
