import type { DoorWords } from '../door.ts';

export default {
  lang: 'it',
  dir: 'ltr',
  light: {
    green: 'Avanti, prego',
    amber: 'Quasi pieno',
    red: 'Attendere, prego',
    unknown: 'Rivolgersi al personale',
    closed: 'Chiuso',
  },
  people: '{occupancy} persone su {capacity}',
  simulated: 'simulato',
  setUp: {
    notSetUp: {
      title: 'Questo schermo non è ancora configurato',
      text: 'Aprite l’indirizzo di un display della vostra sede. La console li elenca sotto Display, il file di configurazione sotto «displays».',
    },
    noSuchDisplay: {
      title: 'Questo display non esiste',
      text: 'Controllate l’indirizzo di questa pagina: termina con la sede e il display, come scritti nella configurazione. La pagina riprova da sola.',
    },
    wrongKey: {
      title: 'Questo display richiede la sua chiave',
      text: 'Controllate la fine dell’indirizzo: «?key=» e la chiave di questo display, come scritta nella configurazione. La pagina riprova da sola.',
    },
    oneMoment: {
      title: 'Un momento, prego',
      text: 'Doorlight si sta avviando. La pagina riprova da sola.',
    },
    site: 'Sede',
    display: 'Display',
    open: 'Apri',
  },
} satisfies DoorWords;
