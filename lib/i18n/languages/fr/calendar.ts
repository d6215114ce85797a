import type { WordsLike } from '../../words-like.ts';
import type { calendar as en } from '../en/calendar.ts';

/** The words of the calendar in French. */
export const calendar = {
  title: 'Calendrier',
  days: 'L’année',
  hint: 'Touchez un jour pour le fermer ou lui donner d’autres horaires. Les jours pleins sont fermés, les jours encadrés ont leurs propres horaires.',
  closed: 'Fermé',
  hours: 'Horaires',
  hoursHint: 'De-à, comme 08:00-14:00 ou 08:00-12:00, 13:00-18:00 ; 18:00-02:00 passe minuit.',
  name: 'Nom',
  nameHint: 'Les écrans le disent pendant la fermeture.',
  until: 'Jusqu’au',
  yearly: 'Chaque année',
  save: 'Enregistrer',
  saved: 'Enregistré. C’est déjà en vigueur.',
  yearBefore: 'L’année précédente',
  yearAfter: 'L’année suivante',
  holidays: 'Jours fériés et abonnement',
  country: 'Pays',
  region: 'Région',
  noHolidays: 'Aucun jour férié',
  wholeCountry: 'Tout le pays',
  feed: 'Calendrier abonné (iCalendar)',
  feedHint:
    'Une adresse https qui finit par .ics. Ses événements ferment le site ; elle est relue chaque heure.',
  feedProblem: 'Il est illisible : {reason}. Le dernier bon est utilisé.',
  feedAt: 'Lu la dernière fois : {time}',
  sites: '{count, plural, one {Sur ce site} other {Sur # sites}}',
  allSites: 'Sur tous les sites',
  onlyHere: 'Seulement sur ce site',
  noSite: 'Ce site ne peut pas être modifié ici.',
  source: {
    week: 'comme chaque semaine',
    holiday: 'jour férié',
    special: 'jour particulier',
    calendar: 'calendrier abonné',
  },
  choice: {
    closed: 'Fermé',
    hours: 'Autres horaires',
    usual: 'Comme chaque semaine',
  },
} satisfies WordsLike<typeof en>;
