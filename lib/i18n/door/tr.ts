import type { DoorWords } from '../door.ts';

export default {
  lang: 'tr',
  dir: 'ltr',
  light: {
    green: 'Buyurun',
    amber: 'Neredeyse dolu',
    red: 'Lütfen bekleyin',
    unknown: 'Personelimize sorun',
    closed: 'Kapalı',
  },
  people: 'İçeride {occupancy} kişi, en çok {capacity}',
  free: { other: 'kişi daha girebilir' },
  wait: 'Bekleme: yaklaşık {wait} dk',
  opens: 'Açılış: {when}',
  emergency: { leave: 'Lütfen binayı boşaltın', 'keep-out': 'Girmeyin' },
  simulated: 'benzetim',
} satisfies DoorWords;
