import type { WordsLike } from '../../words-like.ts';
import type { alert as en } from '../en/alert.ts';

/** What alerts say, in Italian. */
export const alert = {
  full: {
    title: '{name}: al completo',
    text: 'Dentro ci sono {occupancy} persone, ne sono ammesse {capacity}.',
    was: '{name} era al completo',
  },
  'nearly-full': {
    title: '{name}: quasi al completo',
    text: 'Dentro ci sono {occupancy} persone, ne sono ammesse {capacity}.',
    was: '{name} era quasi al completo',
  },
  sensor: {
    stale: '{name} tace',
    unauthorized: '{name} rifiuta l’accesso',
    unreachable: '{name} non risponde',
    invalid: '{name} risponde, ma senza i suoi conteggi',
    uncounted: 'Questa porta non viene contata e il semaforo può essere sconosciuto.',
    text: 'Controlli alimentazione e cavo di rete del sensore.',
    was: '{name} era guasto',
  },
  display: {
    title: 'Lo schermo {name} è scomparso',
    text: 'Nessuno schermo è collegato con questo nome. Controlli alimentazione e rete dello schermo.',
    was: 'Il display {name} era sparito',
  },
  drift: {
    title: '{name} è stato corretto oggi di {drift} persone',
    text: 'Sono state contate più uscite che entrate. Una porta conta male: controlli i sensori di questa zona.',
    was: '{name} è stato corretto di {drift} persone',
  },
  calendar: {
    title: 'Il calendario di {name} non è leggibile',
    text: 'Il suo indirizzo non risponde, o non con un calendario. Intanto vale l’ultimo valido: controlli l’indirizzo nel calendario della sede.',
    was: 'Il calendario di {name} non era leggibile',
  },
  test: {
    title: 'Una prova degli avvisi',
    text: 'Questa è solo una prova. Gli avvisi di questa sede arrivano qui.',
  },
  since: 'Dalle {time}',
  open: 'Apra la console: {url}',
} satisfies WordsLike<typeof en>;
