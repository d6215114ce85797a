import type { DoorWords } from '../door.ts';

export default {
  lang: 'da',
  dir: 'ltr',
  light: {
    green: 'Kom indenfor',
    amber: 'Næsten fuldt',
    red: 'Vent venligst',
    unknown: 'Spørg vores personale',
    closed: 'Lukket',
  },
  people: '{occupancy} af {capacity} personer inde',
  free: { one: 'person mere må komme ind', other: 'personer mere må komme ind' },
  wait: 'Ventetid ca. {wait} min.',
  opens: 'Vi åbner: {when}',
  emergency: { leave: 'Forlad venligst bygningen', 'keep-out': 'Gå ikke ind' },
  simulated: 'simuleret',
} satisfies DoorWords;
