import type { WordsLike } from '../../words-like.ts';
import type { opening as en } from '../en/opening.ts';

/** The checklist of the morning, what a sensor's refusal means, and a tablet without connection, in Italian. */
export const opening = {
  checklist: {
    title: 'Apertura',
    link: 'Lista di controllo',
    linkNamed: 'Lista di controllo per l’apertura di {site}',
    later: 'Oggi no',
    ready: 'È tutto pronto',
    resetLeft: 'Resta da azzerare i contatori, poi è tutto pronto',
    attention: '{count, plural, one {Una cosa richiede uno sguardo} other {# cose richiedono uno sguardo}}',
    sensors: 'Sensori',
    sensorsOk: '{count, plural, one {Il sensore risponde} other {Tutti i # sensori rispondono}}',
    sensorsIll: '{ill} di {total} senza risposta: {names}',
    noSensors: 'Ancora nessun sensore',
    displays: 'Schermi',
    displaysOk: '{count, plural, one {Lo schermo è acceso} other {Tutti i # schermi sono accesi}}',
    displaysGone: '{gone} di {total} non collegati: {names}',
    noDisplays: 'Ancora nessuno schermo',
    unknown: 'Al momento non si sa',
    displayHint: 'Accenda lo schermo e controlli la sua rete. Ritorna da solo.',
    counters: 'Contatori',
    countersInside: '{count, plural, one {Una persona contata dentro} other {# persone contate dentro}}',
    opened: 'Azzerati alle {time} da {who}',
    openedBySchedule: 'Azzerati alle {time} dal programma orario',
    notOpened: 'Oggi non ancora azzerati',
    lastReading: 'Ultima lettura {time}',
    inside: '{count} dentro',
  },
  refusal: {
    secondary:
      'È un sensore secondario: dipende da un altro e non può essere azzerato da solo. Azzeri il suo sensore primario ({primary}).',
    secondaryOfUnknown:
      'È un sensore secondario: dipende da un altro e non può essere azzerato da solo. Azzeri quello, il suo sensore primario.',
    secondaryDone:
      'È un sensore secondario: dipende da un altro e non può essere azzerato da solo. Il suo sensore primario ({primary}) è appena stato azzerato.',
    safe: 'Riprovare è sicuro: ciò che è fatto non viene fatto due volte.',
  },
  offline: {
    title: 'Nessuna connessione a Doorlight',
    since: 'Nessuna connessione dalle {time}.',
    hint: 'Controlli il Wi-Fi di questo tablet. Se anche altri non hanno connessione, forse il computer di Doorlight è spento. Questa pagina si ricollega da sola.',
    trueTitle: 'Che cosa resta vero',
    displays:
      'Gli schermi alle porte continuano da soli. Uno che perde la connessione non mostra luce verde, ma invita a chiedere al personale.',
    counts:
      'I sensori continuano a contare. Nessuno va perso: ciò che contano intanto viene recuperato dopo.',
    orders: 'Nulla di ciò che fa qui arriva a Doorlight finché la connessione non ritorna.',
    retry: 'Riprova ora',
  },
  install: {
    name: 'Console Doorlight',
    description: 'Luci e numeri di tutte le zone, e l’azzeramento all’apertura.',
  },
} satisfies WordsLike<typeof en>;
