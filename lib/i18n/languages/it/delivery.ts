import type { WordsLike } from '../../words-like.ts';
import type { delivery as en } from '../en/delivery.ts';

/** Why a message about an alert did not arrive, in Italian. */
export const delivery = {
  'mail-not-set-up':
    'Non è configurato alcun server di posta, quindi non è partita nessuna e-mail. Un amministratore può indicarlo nelle impostazioni degli avvisi.',
  'mail-name-unknown': 'Questa rete non conosce il server di posta {host}. Controlli come è scritto l’host.',
  'mail-not-allowed':
    'Doorlight non può interrogare il server di posta {host}: il suo indirizzo non è consentito. Lo corregga, o chieda al tecnico di ampliare DEVICE_NETWORKS.',
  'mail-refused':
    'Il server di posta {host} rifiuta la connessione sulla porta {port}. Controlli la porta: di solito è 465 o 587.',
  'mail-no-answer':
    'Il server di posta {host} non ha risposto sulla porta {port} entro {seconds} secondi. Controlli host e porta; forse c’è di mezzo un firewall.',
  'mail-unreachable':
    'Il server di posta {host} non è raggiungibile sulla porta {port} ({reason}). Controlli host, porta e rete.',
  'mail-other-server':
    'Ciò che risponde a {host} sulla porta {port} non è un server di posta. Controlli host e porta.',
  'mail-other-encryption':
    'Il server di posta {host} non usa la cifratura scelta sulla porta {port}. TLS va con la porta 465, STARTTLS con la porta 587.',
  'mail-no-encryption':
    'Il server di posta {host} non offre alcuna cifratura sulla porta {port}, quindi non è stato inviato nulla. Provi TLS con la porta 465, o chieda al Suo fornitore di posta.',
  'mail-certificate':
    'Il certificato del server di posta {host} non è riconosciuto, quindi non è stato inviato nulla. Chieda al tecnico di installarvi quello di un’autorità nota.',
  'mail-certificate-expired':
    'Il certificato del server di posta {host} è scaduto, quindi non è stato inviato nulla. Chi gestisce il server deve rinnovarlo.',
  'mail-certificate-other':
    'Il certificato del server di posta non è intestato a {host}, quindi non è stato inviato nulla. Indichi l’host come lo scrive il Suo fornitore di posta.',
  'mail-sign-in-wrong':
    'Il server di posta {host} rifiuta il nome utente o la password. Li inserisca di nuovo; molti fornitori richiedono una password riservata ai programmi.',
  'mail-sign-in-wanted':
    'Il server di posta {host} richiede nome utente e password. Li indichi sotto il server di posta.',
  'mail-sender-refused':
    'Il server di posta {host} non invia per {from}. Indichi un indirizzo del mittente che appartenga al nome utente.',
  'mail-receiver-refused':
    'Il server di posta {host} non accetta e-mail per {to}. Controlli questo indirizzo.',
  'mail-later': 'Il server di posta {host} al momento non accetta e-mail.',
  'mail-not-taken': 'Il server di posta {host} non ha accettato l’e-mail.',
  'webhook-name-unknown': 'Questa rete non conosce l’indirizzo {host}. Controlli come è scritto.',
  'webhook-not-allowed':
    'Doorlight non può interrogare {host}: il suo indirizzo non è consentito. Lo corregga, o chieda al tecnico di ampliare DEVICE_NETWORKS.',
  'webhook-refused':
    'Il programma su {host} rifiuta la connessione. Controlli che sia in funzione, e il numero dopo i due punti.',
  'webhook-no-answer':
    'Il programma su {host} non ha risposto entro {seconds} secondi. Controlli che sia in funzione, e il suo indirizzo.',
  'webhook-unreachable':
    'Il programma su {host} non è raggiungibile ({reason}). Controlli il suo indirizzo e la rete.',
  'webhook-certificate':
    'Il certificato di {host} non è riconosciuto, quindi non è stato inviato nulla. Chieda al tecnico di installarvi quello di un’autorità nota.',
  'webhook-certificate-expired':
    'Il certificato di {host} è scaduto, quindi non è stato inviato nulla. Chi gestisce il programma deve rinnovarlo.',
  'webhook-certificate-other':
    'Il certificato non è intestato a {host}, quindi non è stato inviato nulla. Controlli l’indirizzo.',
  'webhook-not-http':
    'Ciò che risponde a {host} non parla come dice l’indirizzo. Controlli se inizia con http o https, e il numero dopo i due punti.',
  'webhook-moved':
    'Il programma su {host} rimanda a un altro indirizzo (stato {status}), dove gli avvisi non vanno da soli. Indichi il nuovo indirizzo.',
  'webhook-sign-in':
    'Il programma su {host} non lascia entrare Doorlight (stato {status}). Controlli l’indirizzo: forse vi manca una chiave.',
  'webhook-not-found':
    'Il programma su {host} non accetta nulla a questo indirizzo (stato {status}). Controlli l’indirizzo intero.',
  'webhook-gone':
    'Il programma su {host} non vuole più avvisi (stato 410). Rimuova il webhook, o indichi il suo nuovo indirizzo.',
  'webhook-too-many': 'Il programma su {host} vuole essere contattato meno spesso (stato 429).',
  'webhook-fault':
    'Il programma su {host} ha un guasto proprio (stato {status}). Si rivolga a chi se ne occupa.',
  'webhook-status':
    'Il programma su {host} non ha accettato l’avviso (stato {status}). Si rivolga a chi se ne occupa.',
  'push-unreachable':
    'Il servizio di notifiche {host} non è raggiungibile ({reason}). Per le notifiche Doorlight deve poter accedere a Internet: chieda al tecnico.',
  'push-not-allowed':
    'Doorlight non può interrogare il servizio di notifiche {host}: il suo indirizzo non è consentito (DEVICE_NETWORKS).',
  'push-no-answer':
    'Il servizio di notifiche {host} non ha risposto entro {seconds} secondi. Per le notifiche Doorlight deve poter accedere a Internet: chieda al tecnico.',
  'push-certificate':
    'La connessione al servizio di notifiche {host} non è sicura, quindi non è stato inviato nulla. Chieda al tecnico che cosa sta fra Doorlight e Internet.',
  'push-gone':
    'Questo dispositivo non vuole più notifiche. Per riceverle di nuovo, le attivi su questa pagina dal dispositivo stesso.',
  'push-keys':
    'Al dispositivo non si possono inviare notifiche in questo modo. Da quel dispositivo, le disattivi e le riattivi.',
  'push-refused':
    'Il servizio di notifiche {host} non lascia che Doorlight scriva a questo dispositivo (stato {status}). Dal dispositivo stesso, disattivi e riattivi le notifiche.',
  'push-too-many': 'Il servizio di notifiche {host} vuole essere contattato meno spesso (stato 429).',
  'push-fault': 'Il servizio di notifiche {host} ha un guasto proprio (stato {status}).',
  'push-status': 'Il servizio di notifiche {host} non ha accettato la notifica (stato {status}).',
  says: '{meaning} Dice: «{answer}».',
} satisfies WordsLike<typeof en>;
