import type { DoorWords } from '../door.ts';

export default {
  lang: 'nl',
  dir: 'ltr',
  light: {
    green: 'Kom binnen',
    amber: 'Bijna vol',
    red: 'Even wachten a.u.b.',
    unknown: 'Vraag het ons personeel',
    closed: 'Gesloten',
  },
  people: '{occupancy} van {capacity} personen binnen',
  free: { one: 'persoon mag nog naar binnen', other: 'personen mogen nog naar binnen' },
  wait: 'Wachttijd ongeveer {wait} min',
  opens: 'Wij openen: {when}',
  emergency: { leave: 'Verlaat het gebouw a.u.b.', 'keep-out': 'Niet naar binnen gaan' },
  simulated: 'gesimuleerd',
  now: {
    title: 'Hoe druk is het nu?',
    unknown: 'Op dit moment niet bekend',
    open: 'Nu open',
    about: 'Ongeveer {occupancy} van {capacity} personen binnen',
    share: '{percent} % vol',
    today: 'Vandaag',
    usual: 'Gebruikelijk op deze weekdag',
    expected: 'Verwacht',
    quietest: 'Meestal het rustigst: {times}',
    hours: 'Openingstijden',
    noSuchPage: 'Deze pagina bestaat niet.',
  },
} satisfies DoorWords;
