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
  simulated: 'simulirano',
} satisfies DoorWords;
