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
  opens: 'Відчиняємо: {when}',
  emergency: { leave: 'Будь ласка, залиште будівлю', 'keep-out': 'Не заходьте' },
  simulated: 'симуляція',
} satisfies DoorWords;
