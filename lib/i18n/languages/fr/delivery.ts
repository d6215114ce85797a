import type { WordsLike } from '../../words-like.ts';
import type { delivery as en } from '../en/delivery.ts';

/** Why a message about an alert did not arrive, in French. */
export const delivery = {
  'mail-not-set-up':
    'Aucun serveur de messagerie n’est configuré : aucun e-mail n’est parti. Un administrateur peut en indiquer un dans les réglages des alertes.',
  'mail-name-unknown':
    'Ce réseau ne connaît pas le serveur de messagerie {host}. Vérifiez l’orthographe de l’hôte.',
  'mail-not-allowed':
    'Doorlight n’a pas le droit d’interroger le serveur de messagerie {host} : son adresse n’est pas autorisée. Corrigez-la, ou demandez au technicien d’étendre DEVICE_NETWORKS.',
  'mail-refused':
    'Le serveur de messagerie {host} refuse la connexion sur le port {port}. Vérifiez le port : 465 et 587 sont habituels.',
  'mail-no-answer':
    'Le serveur de messagerie {host} n’a pas répondu sur le port {port} en {seconds} secondes. Vérifiez l’hôte et le port ; un pare-feu est peut-être en cause.',
  'mail-unreachable':
    'Le serveur de messagerie {host} n’est pas joignable sur le port {port} ({reason}). Vérifiez l’hôte, le port et le réseau.',
  'mail-other-server':
    'Ce qui répond à {host} sur le port {port} n’est pas un serveur de messagerie. Vérifiez l’hôte et le port.',
  'mail-other-encryption':
    'Le serveur de messagerie {host} n’utilise pas le chiffrement choisi sur le port {port}. TLS va avec le port 465, STARTTLS avec le port 587.',
  'mail-no-encryption':
    'Le serveur de messagerie {host} n’offre aucun chiffrement sur le port {port} : rien n’a été envoyé. Essayez TLS avec le port 465, ou demandez à votre fournisseur de messagerie.',
  'mail-certificate':
    'Le certificat du serveur de messagerie {host} n’est pas reconnu : rien n’a été envoyé. Demandez au technicien d’y installer celui d’une autorité connue.',
  'mail-certificate-expired':
    'Le certificat du serveur de messagerie {host} a expiré : rien n’a été envoyé. L’exploitant du serveur doit le renouveler.',
  'mail-certificate-other':
    'Le certificat du serveur de messagerie n’est pas au nom de {host} : rien n’a été envoyé. Indiquez l’hôte tel que l’écrit votre fournisseur de messagerie.',
  'mail-sign-in-wrong':
    'Le serveur de messagerie {host} refuse le nom d’utilisateur ou le mot de passe. Saisissez-les à nouveau ; beaucoup de fournisseurs exigent un mot de passe réservé aux programmes.',
  'mail-sign-in-wanted':
    'Le serveur de messagerie {host} demande un nom d’utilisateur et un mot de passe. Indiquez-les sous le serveur de messagerie.',
  'mail-sender-refused':
    'Le serveur de messagerie {host} n’envoie rien pour {from}. Indiquez une adresse d’expéditeur qui correspond au nom d’utilisateur.',
  'mail-receiver-refused':
    'Le serveur de messagerie {host} n’accepte pas d’e-mail pour {to}. Vérifiez cette adresse.',
  'mail-later': 'Le serveur de messagerie {host} n’accepte pas d’e-mail en ce moment.',
  'mail-not-taken': 'Le serveur de messagerie {host} n’a pas accepté l’e-mail.',
  'webhook-name-unknown': 'Ce réseau ne connaît pas l’adresse {host}. Vérifiez son orthographe.',
  'webhook-not-allowed':
    'Doorlight n’a pas le droit d’interroger {host} : son adresse n’est pas autorisée. Corrigez-la, ou demandez au technicien d’étendre DEVICE_NETWORKS.',
  'webhook-refused':
    'Le programme à {host} refuse la connexion. Vérifiez qu’il fonctionne, ainsi que le nombre après les deux-points.',
  'webhook-no-answer':
    'Le programme à {host} n’a pas répondu en {seconds} secondes. Vérifiez qu’il fonctionne, ainsi que son adresse.',
  'webhook-unreachable':
    'Le programme à {host} n’est pas joignable ({reason}). Vérifiez son adresse et le réseau.',
  'webhook-certificate':
    'Le certificat de {host} n’est pas reconnu : rien n’a été envoyé. Demandez au technicien d’y installer celui d’une autorité connue.',
  'webhook-certificate-expired':
    'Le certificat de {host} a expiré : rien n’a été envoyé. L’exploitant du programme doit le renouveler.',
  'webhook-certificate-other':
    'Le certificat n’est pas au nom de {host} : rien n’a été envoyé. Vérifiez l’adresse.',
  'webhook-not-http':
    'Ce qui répond à {host} ne parle pas comme le dit l’adresse. Vérifiez si elle commence par http ou https, ainsi que le nombre après les deux-points.',
  'webhook-moved':
    'Le programme à {host} renvoie vers une autre adresse (statut {status}), où les alertes ne vont pas d’elles-mêmes. Indiquez la nouvelle adresse.',
  'webhook-sign-in':
    'Le programme à {host} ne laisse pas entrer Doorlight (statut {status}). Vérifiez l’adresse : il y manque peut-être une clé.',
  'webhook-not-found':
    'Le programme à {host} n’accepte rien à cette adresse (statut {status}). Vérifiez l’adresse entière.',
  'webhook-gone':
    'Le programme à {host} ne veut plus d’alertes (statut 410). Supprimez le webhook, ou indiquez sa nouvelle adresse.',
  'webhook-too-many': 'Le programme à {host} veut être sollicité moins souvent (statut 429).',
  'webhook-fault':
    'Le programme à {host} est lui-même en panne (statut {status}). Adressez-vous à la personne qui s’en occupe.',
  'webhook-status':
    'Le programme à {host} n’a pas accepté l’alerte (statut {status}). Adressez-vous à la personne qui s’en occupe.',
  'push-unreachable':
    'Le service de notifications {host} n’est pas joignable ({reason}). Pour les notifications, Doorlight doit pouvoir accéder à Internet : demandez au technicien.',
  'push-not-allowed':
    'Doorlight n’a pas le droit d’interroger le service de notifications {host} : son adresse n’est pas autorisée (DEVICE_NETWORKS).',
  'push-no-answer':
    'Le service de notifications {host} n’a pas répondu en {seconds} secondes. Pour les notifications, Doorlight doit pouvoir accéder à Internet : demandez au technicien.',
  'push-certificate':
    'La connexion au service de notifications {host} n’est pas sûre : rien n’a été envoyé. Demandez au technicien ce qui se trouve entre Doorlight et Internet.',
  'push-gone':
    'Cet appareil ne veut plus de notifications. Pour en recevoir à nouveau, activez-les sur cette page, depuis l’appareil.',
  'push-keys':
    'Impossible d’envoyer ainsi des notifications à l’appareil. Désactivez-les puis réactivez-les depuis celui-ci.',
  'push-refused':
    'Le service de notifications {host} ne laisse pas Doorlight écrire à cet appareil (statut {status}). Désactivez puis réactivez les notifications depuis celui-ci.',
  'push-too-many': 'Le service de notifications {host} veut être sollicité moins souvent (statut 429).',
  'push-fault': 'Le service de notifications {host} est lui-même en panne (statut {status}).',
  'push-status': 'Le service de notifications {host} n’a pas accepté la notification (statut {status}).',
  says: '{meaning} Il dit : « {answer} ».',
} satisfies WordsLike<typeof en>;
