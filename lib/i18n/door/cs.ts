import type { DoorWords } from '../door.ts';

export default {
  lang: 'cs',
  dir: 'ltr',
  light: {
    green: 'Vstupte, prosím',
    amber: 'Téměř plno',
    red: 'Čekejte, prosím',
    unknown: 'Zeptejte se personálu',
    closed: 'Zavřeno',
  },
  people: 'Osob uvnitř: {occupancy} z {capacity}',
  free: { other: 'Volná místa' },
  wait: 'Čekání asi {wait} min',
  opens: 'Otevíráme: {when}',
  emergency: { leave: 'Opusťte prosím budovu', 'keep-out': 'Nevstupujte' },
  simulated: 'simulace',
} satisfies DoorWords;
