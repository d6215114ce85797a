import type { DoorWords } from '../door.ts';

export default {
  lang: 'he',
  dir: 'rtl',
  light: {
    green: 'אפשר להיכנס',
    amber: 'כמעט מלא',
    red: 'נא להמתין',
    unknown: 'נא לפנות לצוות',
    closed: 'סגור',
  },
  people: 'אנשים בפנים: {occupancy} מתוך {capacity}',
  free: { other: 'מקומות פנויים' },
  wait: 'המתנה: כ־{wait} דקות',
  simulated: 'הדמיה',
} satisfies DoorWords;
