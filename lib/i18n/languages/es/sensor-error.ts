import type { WordsLike } from '../../words-like.ts';
import type { sensorError as en } from '../en/sensor-error.ts';

/** What is wrong with a sensor, in Spanish. */
export const sensorError = {
  unreachable: 'El sensor no responde. Compruebe la corriente y el cable de red.',
  unknownAddress:
    'La dirección del sensor no se conoce en esta red. Compruebe la dirección en los ajustes, y la red.',
  refused:
    'El sensor rechaza la conexión. Quizá esté arrancando: espere un minuto. Si sigue así, compruebe su dirección en los ajustes.',
  timeout: 'El sensor tardó más de {duration} en responder. Compruebe su cable de red, o reinícielo.',
  certificate:
    'No se pudo comprobar la conexión segura con el sensor: su certificado no es de confianza. Pida al técnico que lo confirme en los ajustes.',
  certificateOf:
    'No se pudo comprobar la conexión segura con el sensor: su certificado no es de confianza. Pida al técnico que lo confirme en los ajustes (huella {fingerprint}).',
  unauthorized:
    'El sensor rechaza el nombre, la contraseña o la clave guardados para él. Pida al técnico que los corrija en los ajustes.',
  basicOverHttp:
    'La contraseña del sensor viajaría legible por la red, así que no se envió nada. Su dirección debe empezar por https.',
  forbidden:
    'El sensor acepta el acceso pero no permite esto. Pida al técnico que dé más derechos al usuario en el sensor.',
  notFound:
    'El sensor responde, pero no conoce lo que se le pidió ({path}). Compruebe que su contador de personas esté instalado y en marcha, y que esté puesto el tipo de sensor correcto.',
  rateLimited:
    'Se pregunta demasiado al sensor. Se le preguntará de nuevo en breve; si vuelve a pasar, pida al técnico que se le pregunte menos.',
  rateLimitedFor:
    'Se pregunta demasiado al sensor y pide una pausa. Se le preguntará de nuevo en {duration}.',
  fault: 'El sensor tiene una avería propia (estado {status}). Reinícielo; si no ayuda, llame al técnico.',
  notAccepted:
    'El sensor no aceptó la petición (estado {status}). Pida al técnico que compruebe su dirección y su tipo en los ajustes.',
  invalid:
    'El sensor da una respuesta que no se entiende: en {field} llegó {found}. Compruebe que esté puesto el tipo de sensor correcto.',
  notAllowed: {
    metadata:
      'Doorlight no consulta la dirección {address}: pertenece a la nube en la que funciona el servidor, no a un sensor. Corrija la dirección en los ajustes.',
    networks:
      'Doorlight no puede consultar la dirección {address}: está fuera de las redes permitidas para los sensores. Corrija la dirección en los ajustes o pida al técnico que amplíe DEVICE_NETWORKS.',
  },
  otherDevice:
    'En esta dirección responde otro sensor: se esperaba el número de serie {pinned}, y se encontró {found}. Si se ha sustituido el sensor, confirme el nuevo en los ajustes.',
  switchedOff: 'Función desactivada en el sensor: {feature}. Actívela en los ajustes del propio sensor.',
  noChannel:
    'El sensor no informa de «{channel}». Informa de: {available}. Corrija el nombre en los ajustes.',
  noChannelAtAll:
    'El sensor no informa de «{channel}»; ahora mismo no informa de nada. Compruebe sus áreas de conteo.',
  device: {
    secondary: 'Este sensor sigue a otro. Ponga a cero su sensor principal.',
    'occupancy-off':
      'El sensor no cuenta las personas presentes: la función está desactivada. Actívela en los ajustes del propio sensor.',
    'passthrough-off':
      'El sensor no informa de quién pasa: la función está desactivada. Actívela en los ajustes del propio sensor.',
    'sign-in':
      'El sensor rechaza el nombre o la contraseña guardados para él. Pida al técnico que los corrija en los ajustes.',
    busy: 'El sensor tiene una avería propia. Inténtelo otra vez; si no ayuda, reinícielo.',
    other: 'El sensor comunica un error.',
  },
  says: '{meaning} Dice: «{text}» (código {code}).',
  saysCode: '{meaning} Dice: código {code}.',
  feature: { occupancy: 'recuento de las personas presentes (occupancy)' },
  wholeAnswer: 'la respuesta',
  found: {
    nothing: 'nada',
    html: 'una página HTML',
    empty: 'una respuesta vacía',
    more: 'más de lo permitido',
    binary: 'datos que no son texto',
  },
} satisfies WordsLike<typeof en>;
