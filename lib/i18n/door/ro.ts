import type { DoorWords } from '../door.ts';

export default {
  lang: 'ro',
  dir: 'ltr',
  light: {
    green: 'Intrați, vă rugăm',
    amber: 'Aproape plin',
    red: 'Vă rugăm așteptați',
    unknown: 'Întrebați personalul',
    closed: 'Închis',
  },
  people: 'Persoane înăuntru: {occupancy} din {capacity}',
  free: { one: 'loc liber', other: 'locuri libere' },
  wait: 'Așteptare: circa {wait} min',
  opens: 'Deschidem: {when}',
  emergency: { leave: 'Vă rugăm părăsiți clădirea', 'keep-out': 'Nu intrați' },
  simulated: 'simulat',
} satisfies DoorWords;
