import type { WordsLike } from '../../words-like.ts';
import type { sensorError as en } from '../en/sensor-error.ts';

/** What is wrong with a sensor, in French. */
export const sensorError = {
  unreachable: 'Le capteur ne répond pas. Vérifiez son courant et son câble réseau.',
  unknownAddress:
    'L’adresse du capteur est inconnue sur ce réseau. Vérifiez l’adresse dans les réglages, et le réseau.',
  refused:
    'Le capteur refuse la connexion. Il est peut-être en train de démarrer : attendez une minute. Si cela persiste, vérifiez son adresse dans les réglages.',
  timeout: 'Le capteur a mis plus de {duration} à répondre. Vérifiez son câble réseau, ou redémarrez-le.',
  certificate:
    'La connexion sécurisée au capteur n’a pas pu être vérifiée : son certificat n’est pas reconnu. Demandez au technicien de le confirmer dans les réglages.',
  certificateOf:
    'La connexion sécurisée au capteur n’a pas pu être vérifiée : son certificat n’est pas reconnu. Demandez au technicien de le confirmer dans les réglages (empreinte {fingerprint}).',
  unauthorized:
    'Le capteur refuse le nom, le mot de passe ou la clé enregistrés pour lui. Demandez au technicien de les corriger dans les réglages.',
  basicOverHttp:
    'Le mot de passe du capteur circulerait en clair sur le réseau ; rien n’a donc été envoyé. Son adresse doit commencer par https.',
  forbidden:
    'Le capteur accepte la connexion mais ne permet pas cette action. Demandez au technicien de donner plus de droits à l’utilisateur sur le capteur.',
  notFound:
    'Le capteur répond, mais ne connaît pas ce qui lui est demandé ({path}). Vérifiez que son compteur de personnes est installé et tourne, et que le bon type de capteur est réglé.',
  rateLimited:
    'Le capteur est interrogé trop souvent. Il le sera de nouveau sous peu ; si cela revient, demandez au technicien de l’interroger moins souvent.',
  rateLimitedFor:
    'Le capteur est interrogé trop souvent et demande une pause. Il sera de nouveau interrogé dans {duration}.',
  fault:
    'Le capteur est lui-même en panne (statut {status}). Redémarrez-le ; si cela ne suffit pas, appelez le technicien.',
  notAccepted:
    'Le capteur n’a pas accepté la demande (statut {status}). Demandez au technicien de vérifier son adresse et son type dans les réglages.',
  invalid:
    'Le capteur donne une réponse incompréhensible : pour {field}, il a envoyé {found}. Vérifiez que le bon type de capteur est réglé.',
  notAllowed: {
    metadata:
      'Doorlight n’interroge pas l’adresse {address} : elle appartient au cloud où tourne le serveur, pas à un capteur. Corrigez l’adresse dans les réglages.',
    networks:
      'Doorlight n’a pas le droit d’interroger l’adresse {address} : elle est hors des réseaux autorisés pour les capteurs. Corrigez l’adresse dans les réglages, ou demandez au technicien d’étendre DEVICE_NETWORKS.',
  },
  otherDevice:
    'Un autre capteur répond à cette adresse : numéro de série attendu {pinned}, trouvé {found}. Si le capteur a été remplacé, confirmez le nouveau dans les réglages.',
  switchedOff:
    'Fonction désactivée sur le capteur : {feature}. Activez-la dans les réglages du capteur lui-même.',
  noChannel:
    'Le capteur ne transmet pas « {channel} ». Il transmet : {available}. Corrigez le nom dans les réglages.',
  noChannelAtAll:
    'Le capteur ne transmet pas « {channel} » ; en ce moment il ne transmet rien. Vérifiez ses zones de comptage.',
  device: {
    secondary: 'Ce capteur en suit un autre. Remettez à zéro son capteur principal.',
    'occupancy-off':
      'Le capteur ne compte pas les personnes présentes : cette fonction y est désactivée. Activez-la dans les réglages du capteur lui-même.',
    'passthrough-off':
      'Le capteur ne signale pas les passages : cette fonction y est désactivée. Activez-la dans les réglages du capteur lui-même.',
    'sign-in':
      'Le capteur refuse le nom ou le mot de passe enregistrés pour lui. Demandez au technicien de les corriger dans les réglages.',
    busy: 'Le capteur est lui-même en panne. Réessayez ; si cela ne suffit pas, redémarrez-le.',
    other: 'Le capteur signale une erreur.',
  },
  says: '{meaning} Il dit : « {text} » (code {code}).',
  saysCode: '{meaning} Il dit : code {code}.',
  feature: { occupancy: 'comptage des personnes présentes (occupancy)' },
  wholeAnswer: 'la réponse',
  found: {
    nothing: 'rien',
    html: 'une page HTML',
    empty: 'une réponse vide',
    more: 'plus que permis',
    binary: 'des données qui ne sont pas du texte',
  },
} satisfies WordsLike<typeof en>;
