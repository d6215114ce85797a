import type { DoorWords } from '../door.ts';

export default {
  lang: 'zh',
  dir: 'ltr',
  light: {
    green: '请进',
    amber: '即将满员',
    red: '请稍候',
    unknown: '请咨询工作人员',
    closed: '已关闭',
  },
  people: '店内 {occupancy} 人，最多 {capacity} 人',
  free: { other: '人可进入' },
  wait: '约需等候 {wait} 分钟',
  opens: '下次营业：{when}',
  emergency: { leave: '请离开本建筑', 'keep-out': '请勿进入' },
  simulated: '模拟',
} satisfies DoorWords;
