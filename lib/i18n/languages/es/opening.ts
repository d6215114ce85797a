import type { WordsLike } from '../../words-like.ts';
import type { opening as en } from '../en/opening.ts';

/** The checklist of the morning, what a sensor's refusal means, and a tablet without connection, in Spanish. */
export const opening = {
  checklist: {
    title: 'Apertura',
    link: 'Lista de control',
    linkNamed: 'Lista de control para la apertura de {site}',
    later: 'Hoy no',
    ready: 'Todo está listo',
    resetLeft: 'Falta poner los contadores a cero, y todo estará listo',
    attention: '{count, plural, one {Una cosa requiere un vistazo} other {# cosas requieren un vistazo}}',
    sensors: 'Sensores',
    sensorsOk: '{count, plural, one {El sensor informa} other {Los # sensores informan}}',
    sensorsIll: '{ill} de {total} sin informar: {names}',
    noSensors: 'Aún no hay sensores',
    displays: 'Pantallas',
    displaysOk: '{count, plural, one {La pantalla está encendida} other {Las # pantallas están encendidas}}',
    displaysGone: '{gone} de {total} sin conexión: {names}',
    noDisplays: 'Aún no hay pantallas',
    unknown: 'No se sabe por el momento',
    displayHint: 'Encienda la pantalla y compruebe su red. Vuelve por sí sola.',
    counters: 'Contadores',
    countersInside: '{count, plural, one {Una persona contada dentro} other {# personas contadas dentro}}',
    opened: 'Puestos a cero a las {time} por {who}',
    openedBySchedule: 'Puestos a cero a las {time} por el horario',
    notOpened: 'Hoy aún no se han puesto a cero',
    lastReading: 'Última lectura {time}',
    inside: '{count} dentro',
  },
  refusal: {
    secondary:
      'Es un sensor secundario: depende de otro y no se puede poner a cero por sí mismo. Ponga a cero su sensor principal ({primary}).',
    secondaryOfUnknown:
      'Es un sensor secundario: depende de otro y no se puede poner a cero por sí mismo. Ponga a cero aquel, su sensor principal.',
    secondaryDone:
      'Es un sensor secundario: depende de otro y no se puede poner a cero por sí mismo. Su sensor principal ({primary}) se acaba de poner a cero.',
    safe: 'Reintentar es seguro: lo hecho no se hace dos veces.',
  },
  offline: {
    title: 'Sin conexión con Doorlight',
    since: 'Sin conexión desde las {time}.',
    hint: 'Compruebe la wifi de esta tableta. Si otras tampoco tienen conexión, quizá esté apagado el ordenador de Doorlight. Esta página se conecta de nuevo por sí sola.',
    trueTitle: 'Lo que sigue siendo cierto',
    displays:
      'Las pantallas de las puertas siguen por sí solas. Una que pierde la conexión no muestra luz verde, sino que invita a preguntar al personal.',
    counts: 'Los sensores siguen contando. Nadie se pierde: lo que cuentan entretanto se recoge después.',
    orders: 'Nada de lo que haga aquí llega a Doorlight hasta que vuelva la conexión.',
    retry: 'Probar ahora',
  },
  install: {
    name: 'Consola Doorlight',
    description: 'Luces y números de todas las zonas, y la puesta a cero al abrir.',
  },
} satisfies WordsLike<typeof en>;
