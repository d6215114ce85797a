import type { DoorWords } from '../door.ts';

export default {
  lang: 'pl',
  dir: 'ltr',
  light: {
    green: 'Zapraszamy',
    amber: 'Prawie pełno',
    red: 'Proszę czekać',
    unknown: 'Prosimy zapytać personel',
    closed: 'Zamknięte',
  },
  people: 'Osoby w środku: {occupancy} z {capacity}',
  free: { other: 'Wolne miejsca' },
  wait: 'Czas oczekiwania: ok. {wait} min',
  opens: 'Otwieramy: {when}',
  emergency: { leave: 'Prosimy opuścić budynek', 'keep-out': 'Nie wchodzić' },
  simulated: 'symulacja',
} satisfies DoorWords;
