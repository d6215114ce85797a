import type { DoorWords } from '../door.ts';

export default {
  lang: 'sl',
  dir: 'ltr',
  light: {
    green: 'Vstopite, prosim',
    amber: 'Skoraj polno',
    red: 'Počakajte, prosim',
    unknown: 'Vprašajte osebje',
    closed: 'Zaprto',
  },
  people: 'Oseb v prostoru: {occupancy} od {capacity}',
  free: { other: 'Prosta mesta' },
  wait: 'Čakanje približno {wait} min',
  opens: 'Odpremo: {when}',
  emergency: { leave: 'Prosimo, zapustite stavbo', 'keep-out': 'Ne vstopajte' },
  simulated: 'simulirano',
} satisfies DoorWords;
