import type { DoorWords } from '../door.ts';

export default {
  lang: 'ja',
  dir: 'ltr',
  light: {
    green: 'お入りください',
    amber: 'まもなく満員',
    red: 'お待ちください',
    unknown: '係員にお尋ねください',
    closed: '閉店',
  },
  people: '店内 {occupancy} 人、定員 {capacity} 人',
  free: { other: '人入れます' },
  wait: '待ち時間 約{wait}分',
  opens: '次の開店：{when}',
  emergency: { leave: '建物から避難してください', 'keep-out': '立入禁止' },
  simulated: 'シミュレーション',
} satisfies DoorWords;
