import type { DoorWords } from '../door.ts';

export default {
  lang: 'sk',
  dir: 'ltr',
  light: {
    green: 'Vstúpte, prosím',
    amber: 'Takmer plno',
    red: 'Počkajte, prosím',
    unknown: 'Opýtajte sa personálu',
    closed: 'Zatvorené',
  },
  people: 'Osôb vnútri: {occupancy} z {capacity}',
  free: { other: 'Voľné miesta' },
  wait: 'Čakanie asi {wait} min',
  opens: 'Otvárame: {when}',
  emergency: { leave: 'Opustite, prosím, budovu', 'keep-out': 'Nevstupujte' },
  simulated: 'simulácia',
} satisfies DoorWords;
