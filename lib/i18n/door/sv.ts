import type { DoorWords } from '../door.ts';

export default {
  lang: 'sv',
  dir: 'ltr',
  light: {
    green: 'Välkommen in',
    amber: 'Nästan fullt',
    red: 'Vänta, tack',
    unknown: 'Fråga vår personal',
    closed: 'Stängt',
  },
  people: '{occupancy} av {capacity} personer inne',
  free: { one: 'person till får komma in', other: 'personer till får komma in' },
  wait: 'Väntetid cirka {wait} min',
  opens: 'Vi öppnar: {when}',
  emergency: { leave: 'Lämna byggnaden', 'keep-out': 'Gå inte in' },
  simulated: 'simulerat',
} satisfies DoorWords;
