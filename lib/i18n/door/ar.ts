import type { DoorWords } from '../door.ts';

export default {
  lang: 'ar',
  dir: 'rtl',
  light: {
    green: 'تفضّل بالدخول',
    amber: 'شبه ممتلئ',
    red: 'يرجى الانتظار',
    unknown: 'يرجى سؤال موظفينا',
    closed: 'مغلق',
  },
  people: 'الأشخاص في الداخل: {occupancy} من {capacity}',
  free: { other: 'عدد الأماكن المتاحة' },
  wait: 'الانتظار حوالي {wait} د',
  opens: 'نفتح: {when}',
  emergency: { leave: 'يرجى مغادرة المبنى', 'keep-out': 'ممنوع الدخول' },
  simulated: 'محاكاة',
} satisfies DoorWords;
