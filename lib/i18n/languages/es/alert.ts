import type { WordsLike } from '../../words-like.ts';
import type { alert as en } from '../en/alert.ts';

/** What alerts say, in Spanish. */
export const alert = {
  full: {
    title: '{name}: aforo completo',
    text: 'Hay {occupancy} personas dentro; se permiten {capacity}.',
    was: '{name} estaba lleno',
  },
  'nearly-full': {
    title: '{name}: aforo casi completo',
    text: 'Hay {occupancy} personas dentro; se permiten {capacity}.',
    was: '{name} estaba casi lleno',
  },
  sensor: {
    stale: '{name} no da señales',
    unauthorized: '{name} rechaza el acceso',
    unreachable: '{name} no responde',
    invalid: '{name} responde, pero sin sus recuentos',
    uncounted: 'Esta puerta no se cuenta y la luz puede ser desconocida.',
    text: 'Compruebe la alimentación y el cable de red del sensor.',
    was: '{name} fallaba',
  },
  display: {
    title: 'La pantalla {name} ha desaparecido',
    text: 'No hay ninguna pantalla conectada con este nombre. Compruebe su alimentación y su red.',
    was: 'La pantalla {name} había desaparecido',
  },
  drift: {
    title: '{name} se ha corregido hoy en {drift} personas',
    text: 'Se han contado más salidas que entradas. Una puerta cuenta mal: compruebe los sensores de esta zona.',
    was: '{name} se corrigió en {drift} personas',
  },
  calendar: {
    title: 'No se puede leer el calendario de {name}',
    text: 'Su dirección no responde, o no con un calendario. Mientras tanto se usa el último válido: compruebe la dirección en el calendario del sitio.',
    was: 'El calendario de {name} no se podía leer',
  },
  test: {
    title: 'Una prueba de las alertas',
    text: 'Esto es solo una prueba. Las alertas de este sitio llegan aquí.',
  },
  since: 'Desde las {time}',
  open: 'Abrir la consola: {url}',
} satisfies WordsLike<typeof en>;
