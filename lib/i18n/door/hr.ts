import type { DoorWords } from '../door.ts';

export default {
  lang: 'hr',
  dir: 'ltr',
  light: {
    green: 'Izvolite ući',
    amber: 'Gotovo puno',
    red: 'Molimo pričekajte',
    unknown: 'Obratite se osoblju',
    closed: 'Zatvoreno',
  },
  people: 'Osoba unutra: {occupancy} od {capacity}',
  free: { other: 'Slobodna mjesta' },
  wait: 'Čekanje oko {wait} min',
  simulated: 'simulirano',
} satisfies DoorWords;
