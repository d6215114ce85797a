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
  opens: 'Otvaramo: {when}',
  emergency: { leave: 'Molimo napustite zgradu', 'keep-out': 'Ne ulazite' },
  simulated: 'simulirano',
} satisfies DoorWords;
