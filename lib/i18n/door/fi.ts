import type { DoorWords } from '../door.ts';

export default {
  lang: 'fi',
  dir: 'ltr',
  light: {
    green: 'Tervetuloa sisään',
    amber: 'Melkein täynnä',
    red: 'Odota, ole hyvä',
    unknown: 'Kysy henkilökunnalta',
    closed: 'Suljettu',
  },
  people: 'Sisällä {occupancy} henkilöä, enintään {capacity}',
  free: { one: 'henkilö mahtuu vielä', other: 'henkilöä mahtuu vielä' },
  wait: 'Odotusaika noin {wait} min',
  opens: 'Avaamme: {when}',
  emergency: { leave: 'Poistukaa rakennuksesta', 'keep-out': 'Älkää tulko sisään' },
  simulated: 'simuloitu',
} satisfies DoorWords;
