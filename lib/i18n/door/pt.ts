import type { DoorWords } from '../door.ts';

export default {
  lang: 'pt',
  dir: 'ltr',
  light: {
    green: 'Pode entrar',
    amber: 'Quase cheio',
    red: 'Aguarde, por favor',
    unknown: 'Fale com a nossa equipa',
    closed: 'Fechado',
  },
  people: '{occupancy} de {capacity} pessoas no interior',
  free: { one: 'pessoa ainda pode entrar', other: 'pessoas ainda podem entrar' },
  wait: 'Espera: cerca de {wait} min',
  opens: 'Abrimos: {when}',
  emergency: { leave: 'Abandonem o edifício, por favor', 'keep-out': 'Não entrar' },
  simulated: 'simulado',
  now: {
    title: 'Quanta gente há agora?',
    unknown: 'Não se sabe neste momento',
    open: 'Aberto agora',
    about: 'Cerca de {occupancy} de {capacity} pessoas no interior',
    share: '{percent} % cheio',
    today: 'Hoje',
    usual: 'Habitual neste dia da semana',
    expected: 'Previsto',
    quietest: 'Normalmente mais calmo: {times}',
    hours: 'Horário de abertura',
    noSuchPage: 'Esta página não existe.',
  },
} satisfies DoorWords;
