import type { WordsLike } from '../../words-like.ts';
import type { alert as en } from '../en/alert.ts';

/** What alerts say, in French. */
export const alert = {
  full: {
    title: '{name} : complet',
    text: '{occupancy} personnes sont à l’intérieur, {capacity} sont autorisées.',
    was: '{name} était plein',
  },
  'nearly-full': {
    title: '{name} : presque complet',
    text: '{occupancy} personnes sont à l’intérieur, {capacity} sont autorisées.',
    was: '{name} était presque plein',
  },
  sensor: {
    stale: '{name} est muet',
    unauthorized: '{name} refuse la connexion',
    unreachable: '{name} ne répond pas',
    invalid: '{name} répond, mais sans ses comptages',
    uncounted: 'Cette porte n’est pas comptée et le feu peut être inconnu.',
    text: 'Vérifiez l’alimentation et le câble réseau du capteur.',
    was: '{name} était en panne',
  },
  display: {
    title: 'L’écran {name} a disparu',
    text: 'Aucun écran n’est connecté sous ce nom. Vérifiez son alimentation et son réseau.',
    was: 'L’écran {name} avait disparu',
  },
  drift: {
    title: '{name} a été corrigé de {drift} personnes aujourd’hui',
    text: 'Plus de sorties que d’entrées ont été comptées. Une porte compte mal : vérifiez les capteurs de cette zone.',
    was: '{name} a été corrigé de {drift} personnes',
  },
  calendar: {
    title: 'Le calendrier de {name} est illisible',
    text: 'Son adresse ne répond pas, ou pas avec un calendrier. Le dernier bon reste utilisé : vérifiez l’adresse dans le calendrier du site.',
    was: 'Le calendrier de {name} était illisible',
  },
  test: {
    title: 'Un test des alertes',
    text: 'Ceci n’est qu’un test. Les alertes de ce site arrivent ici.',
  },
  since: 'Depuis {time}',
  open: 'Ouvrir la console : {url}',
} satisfies WordsLike<typeof en>;
