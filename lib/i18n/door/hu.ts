import type { DoorWords } from '../door.ts';

export default {
  lang: 'hu',
  dir: 'ltr',
  light: {
    green: 'Fáradjon be',
    amber: 'Majdnem tele',
    red: 'Kérjük, várjon',
    unknown: 'Kérdezze munkatársainkat',
    closed: 'Zárva',
  },
  people: '{occupancy} fő van bent, legfeljebb {capacity}',
  free: { other: 'fő még bejöhet' },
  wait: 'Várakozás: kb. {wait} perc',
  opens: 'Nyitás: {when}',
  emergency: { leave: 'Kérjük, hagyja el az épületet', 'keep-out': 'Ne lépjen be' },
  simulated: 'szimulált',
} satisfies DoorWords;
