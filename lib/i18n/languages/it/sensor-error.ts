import type { WordsLike } from '../../words-like.ts';
import type { sensorError as en } from '../en/sensor-error.ts';

/** What is wrong with a sensor, in Italian. */
export const sensorError = {
  unreachable: 'Il sensore non risponde. Controlli la corrente e il cavo di rete.',
  unknownAddress:
    'L’indirizzo del sensore non è conosciuto in questa rete. Controlli l’indirizzo nelle impostazioni, e la rete.',
  refused:
    'Il sensore rifiuta la connessione. Forse si sta avviando: aspetti un minuto. Se rimane così, controlli il suo indirizzo nelle impostazioni.',
  timeout: 'Il sensore ha impiegato più di {duration} a rispondere. Controlli il cavo di rete, o lo riavvii.',
  certificate:
    'La connessione sicura al sensore non si è potuta verificare: il suo certificato non è riconosciuto. Chieda al tecnico di confermarlo nelle impostazioni.',
  certificateOf:
    'La connessione sicura al sensore non si è potuta verificare: il suo certificato non è riconosciuto. Chieda al tecnico di confermarlo nelle impostazioni (impronta {fingerprint}).',
  unauthorized:
    'Il sensore rifiuta il nome, la password o la chiave salvati per lui. Chieda al tecnico di correggerli nelle impostazioni.',
  basicOverHttp:
    'La password del sensore passerebbe leggibile sulla rete, perciò non è stato inviato nulla. Il suo indirizzo deve cominciare con https.',
  forbidden:
    'Il sensore accetta l’accesso ma non permette questa azione. Chieda al tecnico di dare più diritti all’utente sul sensore.',
  notFound:
    'Il sensore risponde, ma non conosce ciò che gli è stato chiesto ({path}). Controlli che il contapersone sia installato e in funzione, e che sia impostato il tipo di sensore giusto.',
  rateLimited:
    'Il sensore viene interrogato troppo spesso. Sarà interrogato di nuovo tra poco; se succede ancora, chieda al tecnico di interrogarlo meno spesso.',
  rateLimitedFor:
    'Il sensore viene interrogato troppo spesso e chiede una pausa. Sarà interrogato di nuovo tra {duration}.',
  fault: 'Il sensore ha un guasto proprio (stato {status}). Lo riavvii; se non basta, chiami il tecnico.',
  notAccepted:
    'Il sensore non ha accettato la richiesta (stato {status}). Chieda al tecnico di controllare indirizzo e tipo nelle impostazioni.',
  invalid:
    'Il sensore dà una risposta incomprensibile: per {field} è arrivato {found}. Controlli che sia impostato il tipo di sensore giusto.',
  notAllowed: {
    metadata:
      'Doorlight non interroga l’indirizzo {address}: appartiene al cloud in cui gira il server, non a un sensore. Corregga l’indirizzo nelle impostazioni.',
    networks:
      'Doorlight non può interrogare l’indirizzo {address}: è fuori dalle reti consentite per i sensori. Corregga l’indirizzo nelle impostazioni, o chieda al tecnico di ampliare DEVICE_NETWORKS.',
  },
  otherDevice:
    'A questo indirizzo risponde un altro sensore: numero di serie atteso {pinned}, trovato {found}. Se il sensore è stato sostituito, confermi quello nuovo nelle impostazioni.',
  switchedOff:
    'Funzione disattivata sul sensore: {feature}. La attivi nelle impostazioni del sensore stesso.',
  noChannel:
    'Il sensore non trasmette «{channel}». Trasmette: {available}. Corregga il nome nelle impostazioni.',
  noChannelAtAll:
    'Il sensore non trasmette «{channel}»; al momento non trasmette nulla. Controlli le sue aree di conteggio.',
  device: {
    secondary: 'Questo sensore ne segue un altro. Azzeri il suo sensore principale.',
    'occupancy-off':
      'Il sensore non conta le persone presenti: la funzione è disattivata. La attivi nelle impostazioni del sensore stesso.',
    'passthrough-off':
      'Il sensore non segnala chi passa: la funzione è disattivata. La attivi nelle impostazioni del sensore stesso.',
    'sign-in':
      'Il sensore rifiuta il nome o la password salvati per lui. Chieda al tecnico di correggerli nelle impostazioni.',
    busy: 'Il sensore ha un guasto proprio. Riprovi; se non basta, lo riavvii.',
    other: 'Il sensore segnala un errore.',
  },
  says: '{meaning} Dice: «{text}» (codice {code}).',
  saysCode: '{meaning} Dice: codice {code}.',
  feature: { occupancy: 'conteggio delle persone presenti (occupancy)' },
  wholeAnswer: 'la risposta',
  found: {
    nothing: 'niente',
    html: 'una pagina HTML',
    empty: 'una risposta vuota',
    more: 'più del consentito',
    binary: 'dati che non sono testo',
  },
} satisfies WordsLike<typeof en>;
