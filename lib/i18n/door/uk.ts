import type { DoorWords } from '../door.ts';

export default {
  lang: 'uk',
  dir: 'ltr',
  light: {
    green: 'Заходьте',
    amber: 'Майже заповнено',
    red: 'Зачекайте, будь ласка',
    unknown: 'Зверніться до персоналу',
    closed: 'Зачинено',
  },
  people: 'Людей усередині: {occupancy} з {capacity}',
  free: { other: 'Вільні місця' },
  wait: 'Очікування: близько {wait} хв',
  simulated: 'симуляція',
} satisfies DoorWords;
