import type { DoorWords } from '../door.ts';

export default {
  lang: 'es',
  dir: 'ltr',
  light: {
    green: 'Adelante',
    amber: 'Casi lleno',
    red: 'Espere, por favor',
    unknown: 'Consulte a nuestro personal',
    closed: 'Cerrado',
  },
  people: '{occupancy} de {capacity} personas dentro',
  free: { one: 'persona más puede entrar', other: 'personas más pueden entrar' },
  wait: 'Espera: unos {wait} min',
  opens: 'Abrimos: {when}',
  emergency: { leave: 'Abandonen el edificio, por favor', 'keep-out': 'No entrar' },
  simulated: 'simulado',
  setUp: {
    pairing: {
      title: 'Conectar esta pantalla',
      scan: 'Escanee con su teléfono',
      enter: 'o abra esta dirección e introduzca el código',
      next: 'Allí se elige qué muestra esta pantalla. Doorlight le pide primero que inicie sesión.',
    },
    noSuchDisplay: {
      title: 'Esta pantalla no existe',
      text: 'Revise la dirección de esta página: termina con el sitio y la pantalla, tal como figuran en la configuración. La página vuelve a intentarlo sola.',
    },
    wrongKey: {
      title: 'Esta pantalla necesita su clave',
      text: 'Revise el final de la dirección: «?key=» y la clave de esta pantalla, tal como figura en la configuración. La página vuelve a intentarlo sola.',
    },
    oneMoment: {
      title: 'Un momento, por favor',
      text: 'Doorlight se está iniciando. La página vuelve a intentarlo sola.',
    },
  },
  now: {
    title: '¿Cuánta gente hay ahora?',
    unknown: 'No se sabe en este momento',
    open: 'Abierto ahora',
    about: 'Unas {occupancy} de {capacity} personas dentro',
    share: '{percent} % lleno',
    today: 'Hoy',
    usual: 'Habitual en este día de la semana',
    expected: 'Previsto',
    quietest: 'Normalmente más tranquilo: {times}',
    hours: 'Horario de apertura',
    noSuchPage: 'Esta página no existe.',
  },
} satisfies DoorWords;
