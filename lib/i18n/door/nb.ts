import type { DoorWords } from '../door.ts';

export default {
  lang: 'nb',
  dir: 'ltr',
  light: {
    green: 'Kom inn',
    amber: 'Nesten fullt',
    red: 'Vennligst vent',
    unknown: 'Spør personalet',
    closed: 'Stengt',
  },
  people: '{occupancy} av {capacity} personer inne',
  free: { one: 'person til kan komme inn', other: 'personer til kan komme inn' },
  wait: 'Ventetid ca. {wait} min',
  opens: 'Vi åpner: {when}',
  emergency: { leave: 'Vennligst forlat bygningen', 'keep-out': 'Ikke gå inn' },
  simulated: 'simulert',
} satisfies DoorWords;
