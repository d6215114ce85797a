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
  opens: 'נפתח: {when}',
  emergency: { leave: 'נא לצאת מהבניין', 'keep-out': 'אין להיכנס' },
  simulated: 'הדמיה',
} satisfies DoorWords;
