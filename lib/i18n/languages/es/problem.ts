import type { WordsLike } from '../../words-like.ts';
import type { problem as en } from '../en/problem.ts';

/** Why Doorlight did not do what it was asked, in Spanish. */
export const problem = {
  invalid: 'Algo de lo indicado no es correcto: {fields}',
  'sensor-value': 'El sensor no acepta este valor: {fields}',
  'parameter-moved':
    'Otra persona ha cambiado «{name}» entretanto; ahora es «{now}». Mírelo de nuevo antes de cambiarlo.',
  'device-part': 'El sensor no ofrece esto, o aún no ha respondido.',
  'changed-meanwhile':
    'Otra persona ha cambiado esto mientras tanto. Sus cambios siguen aquí, pero no se han guardado.',
  'managed-by-file': 'Esto lo gestiona el archivo de configuración: cámbielo allí.',
  'wrong-configuration': 'La configuración no es correcta: {fields}',
  'last-administrator': 'Es el último administrador. Dé antes ese papel, con contraseña, a otra persona.',
  'name-taken': 'Este nombre ya está en uso. Elija otro.',
  'wrong-pin': 'El PIN no es correcto.',
  'locked-pin':
    'Demasiados PIN incorrectos: este queda bloqueado un cuarto de hora. Un administrador puede poner uno nuevo.',
  'no-tablet': 'Este aparato no es una tableta compartida. Un responsable puede convertirlo en una.',
  'wrong-code': 'Ninguna pantalla muestra este código. Mire de nuevo la pantalla: los códigos cambian.',
  'too-many-codes': 'Demasiados códigos incorrectos. Espere un minuto e inténtelo de nuevo.',
  'not-saved':
    'Doorlight no pudo guardar el cambio y por eso no lo hizo. Inténtelo de nuevo; si sigue así, llame al técnico.',
  storage:
    'Doorlight no puede acceder a sus datos en este momento. Se recupera solo; inténtelo de nuevo enseguida. Si continúa, llame a su técnico.',
  past: 'Esa hora ya ha pasado. Elija una futura.',
  'backup-running': 'Ya se está haciendo una copia. Inténtelo de nuevo cuando termine.',
  'backup-elsewhere': 'Los datos están en PostgreSQL: haga allí la copia, con pg_dump.',
  'backup-no-database': 'Este archivo no es una copia de Doorlight. Elija el archivo tal como se descargó.',
  'backup-damaged': 'Esta copia está dañada, por eso no se cambió nada. Elija una más antigua.',
  'backup-other-program': 'Este archivo es de otro programa. Elija una copia hecha por Doorlight.',
  'backup-newer':
    'Esta copia es de una versión más nueva de Doorlight. Actualice primero Doorlight y después restáurela.',
  'restore-running': 'Se está restaurando una copia. Espere a que termine.',
  'restore-elsewhere': 'Los datos están en PostgreSQL: restáurelos allí, con pg_restore.',
  'one-at-a-time': 'Ya se está preguntando mucho por esto. Espere un momento e inténtelo de nuevo.',
  'many-screens': 'Demasiadas pantallas esperan a ser conectadas. Inténtelo de nuevo en unos minutos.',
  'days-order': 'El comienzo es posterior al final. Elija los días de nuevo.',
  'days-to-come': 'El último día aún está por llegar. Elija uno anterior.',
  'days-many': 'Son demasiados días: {max} como máximo.',
  'too-large': 'Es demasiado grande. Elija un archivo más pequeño.',
  'media-kind': 'No es una imagen (PNG, JPEG, WebP o SVG) ni un vídeo (MP4 o WebM). Elija otro archivo.',
  'media-size': 'Este archivo tiene {found} MB; se admiten {max} MB. Elija uno más pequeño.',
  'media-drawing':
    'Este dibujo contiene algo más que dibujo ({part}). Guárdelo como SVG sencillo o como PNG.',
  'media-drawing-damaged': 'Este dibujo está dañado. Guárdelo de nuevo como SVG o como PNG.',
} satisfies WordsLike<typeof en>;
