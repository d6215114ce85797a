import type { WordsLike } from '../../words-like.ts';
import type { delivery as en } from '../en/delivery.ts';

/** Why a message about an alert did not arrive, in Spanish. */
export const delivery = {
  'mail-not-set-up':
    'No hay ningún servidor de correo configurado, así que no se envió ningún correo. Un administrador puede indicarlo en los ajustes de las alertas.',
  'mail-name-unknown':
    'Esta red no conoce el servidor de correo {host}. Compruebe que el nombre esté bien escrito.',
  'mail-not-allowed':
    'Doorlight no puede consultar el servidor de correo {host}: su dirección no está permitida. Corríjala o pida al técnico que amplíe DEVICE_NETWORKS.',
  'mail-refused':
    'El servidor de correo {host} rechaza la conexión por el puerto {port}. Compruebe el puerto: lo habitual es 465 o 587.',
  'mail-no-answer':
    'El servidor de correo {host} no respondió por el puerto {port} en {seconds} segundos. Compruebe servidor y puerto; quizá haya un cortafuegos de por medio.',
  'mail-unreachable':
    'No se puede llegar al servidor de correo {host} por el puerto {port} ({reason}). Compruebe servidor, puerto y red.',
  'mail-other-server':
    'Lo que responde en {host} por el puerto {port} no es un servidor de correo. Compruebe servidor y puerto.',
  'mail-other-encryption':
    'El servidor de correo {host} no usa el cifrado elegido en el puerto {port}. TLS va con el puerto 465; STARTTLS, con el 587.',
  'mail-no-encryption':
    'El servidor de correo {host} no ofrece cifrado en el puerto {port}, así que no se envió nada. Pruebe TLS con el puerto 465 o pregunte a su proveedor de correo.',
  'mail-certificate':
    'El certificado del servidor de correo {host} no es de confianza, así que no se envió nada. Pida al técnico que instale allí el de una autoridad conocida.',
  'mail-certificate-expired':
    'El certificado del servidor de correo {host} ha caducado, así que no se envió nada. Quien gestiona el servidor debe renovarlo.',
  'mail-certificate-other':
    'El certificado del servidor de correo no está a nombre de {host}, así que no se envió nada. Indique el servidor tal como lo escribe su proveedor de correo.',
  'mail-sign-in-wrong':
    'El servidor de correo {host} rechaza el nombre de usuario o la contraseña. Vuelva a introducirlos; muchos proveedores exigen una contraseña propia para programas.',
  'mail-sign-in-wanted':
    'El servidor de correo {host} pide nombre de usuario y contraseña. Indíquelos en el servidor de correo.',
  'mail-sender-refused':
    'El servidor de correo {host} no envía en nombre de {from}. Indique una dirección de remitente que corresponda al nombre de usuario.',
  'mail-receiver-refused':
    'El servidor de correo {host} no acepta correo para {to}. Compruebe esta dirección.',
  'mail-later': 'El servidor de correo {host} no acepta correo en este momento.',
  'mail-not-taken': 'El servidor de correo {host} no aceptó el correo.',
  'webhook-name-unknown': 'Esta red no conoce la dirección {host}. Compruebe que esté bien escrita.',
  'webhook-not-allowed':
    'Doorlight no puede consultar {host}: su dirección no está permitida. Corríjala o pida al técnico que amplíe DEVICE_NETWORKS.',
  'webhook-refused':
    'El programa en {host} rechaza la conexión. Compruebe que esté en marcha y el número tras los dos puntos.',
  'webhook-no-answer':
    'El programa en {host} no respondió en {seconds} segundos. Compruebe que esté en marcha y su dirección.',
  'webhook-unreachable':
    'No se puede llegar al programa en {host} ({reason}). Compruebe su dirección y la red.',
  'webhook-certificate':
    'El certificado de {host} no es de confianza, así que no se envió nada. Pida al técnico que instale allí el de una autoridad conocida.',
  'webhook-certificate-expired':
    'El certificado de {host} ha caducado, así que no se envió nada. Quien gestiona el programa debe renovarlo.',
  'webhook-certificate-other':
    'El certificado no está a nombre de {host}, así que no se envió nada. Compruebe la dirección.',
  'webhook-not-http':
    'Lo que responde en {host} no habla como dice la dirección. Compruebe si empieza por http o https, y el número tras los dos puntos.',
  'webhook-moved':
    'El programa en {host} remite a otra dirección (estado {status}), a la que las alertas no van por sí solas. Indique la nueva dirección.',
  'webhook-sign-in':
    'El programa en {host} no deja entrar a Doorlight (estado {status}). Compruebe la dirección: quizá falte en ella una clave.',
  'webhook-not-found':
    'El programa en {host} no acepta nada en esta dirección (estado {status}). Compruebe la dirección entera.',
  'webhook-gone':
    'El programa en {host} ya no quiere alertas (estado 410). Elimine el webhook o indique su nueva dirección.',
  'webhook-too-many': 'El programa en {host} quiere que se le avise con menos frecuencia (estado 429).',
  'webhook-fault':
    'El programa en {host} tiene un fallo propio (estado {status}). Consulte a quien lo mantiene.',
  'webhook-status':
    'El programa en {host} no aceptó la alerta (estado {status}). Consulte a quien lo mantiene.',
  'push-unreachable':
    'No se puede llegar al servicio de notificaciones {host} ({reason}). Para las notificaciones, Doorlight necesita salida a Internet: consulte al técnico.',
  'push-not-allowed':
    'Doorlight no puede consultar el servicio de notificaciones {host}: su dirección no está permitida (DEVICE_NETWORKS).',
  'push-no-answer':
    'El servicio de notificaciones {host} no respondió en {seconds} segundos. Para las notificaciones, Doorlight necesita salida a Internet: consulte al técnico.',
  'push-certificate':
    'La conexión con el servicio de notificaciones {host} no es segura, así que no se envió nada. Pregunte al técnico qué hay entre Doorlight e Internet.',
  'push-gone':
    'Este dispositivo ya no quiere notificaciones. Para volver a recibirlas, actívelas en esta página desde el propio dispositivo.',
  'push-keys':
    'Así no se pueden enviar notificaciones al dispositivo. Desactívelas y vuelva a activarlas desde él.',
  'push-refused':
    'El servicio de notificaciones {host} no deja que Doorlight escriba a este dispositivo (estado {status}). Desactive y vuelva a activar las notificaciones desde él.',
  'push-too-many':
    'El servicio de notificaciones {host} quiere que se le avise con menos frecuencia (estado 429).',
  'push-fault': 'El servicio de notificaciones {host} tiene un fallo propio (estado {status}).',
  'push-status': 'El servicio de notificaciones {host} no aceptó la notificación (estado {status}).',
  says: '{meaning} Dice: «{answer}».',
} satisfies WordsLike<typeof en>;
