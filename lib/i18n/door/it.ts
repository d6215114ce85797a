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
  free: { one: 'persona può ancora entrare', other: 'persone possono ancora entrare' },
  wait: 'Attesa: circa {wait} min',
  opens: 'Apriamo: {when}',
  emergency: { leave: 'Lasciare l’edificio, prego', 'keep-out': 'Non entrare' },
  simulated: 'simulato',
  setUp: {
    pairing: {
      title: 'Collegare questo schermo',
      scan: 'Inquadrare con il telefono',
      enter: 'oppure aprire questo indirizzo e inserire il codice',
      next: 'Lì si sceglie che cosa mostra questo schermo. Doorlight chiede prima di accedere.',
    },
    noSuchDisplay: {
      title: 'Questo display non esiste',
      text: 'Controlli l’indirizzo di questa pagina: termina con la sede e il display, come scritti nella configurazione. La pagina riprova da sola.',
    },
    wrongKey: {
      title: 'Questo display richiede la sua chiave',
      text: 'Controlli la fine dell’indirizzo: «?key=» e la chiave di questo display, come scritta nella configurazione. La pagina riprova da sola.',
    },
    oneMoment: {
      title: 'Un momento, prego',
      text: 'Doorlight si sta avviando. La pagina riprova da sola.',
    },
  },
  now: {
    title: 'Quanta gente c’è adesso?',
    unknown: 'Al momento non si sa',
    open: 'Aperto adesso',
    about: 'Circa {occupancy} persone su {capacity} all’interno',
    share: 'pieno al {percent} %',
    today: 'Oggi',
    usual: 'Di solito in questo giorno',
    expected: 'Previsto',
    quietest: 'Di solito più tranquillo: {times}',
    hours: 'Orari di apertura',
    noSuchPage: 'Questa pagina non esiste.',
  },
} satisfies DoorWords;
