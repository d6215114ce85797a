import type { WordsLike } from '../../words-like.ts';
import type { opening as en } from '../en/opening.ts';

/** The checklist of the morning, what a sensor's refusal means, and a tablet without connection, in French. */
export const opening = {
  checklist: {
    title: 'Ouverture',
    link: 'Liste de contrôle',
    linkNamed: 'Liste de contrôle pour l’ouverture de {site}',
    later: 'Pas aujourd’hui',
    ready: 'Tout est prêt',
    resetLeft: 'Il reste à remettre les compteurs à zéro, puis tout est prêt',
    attention:
      '{count, plural, one {Un point demande un coup d’œil} other {# points demandent un coup d’œil}}',
    sensors: 'Capteurs',
    sensorsOk: '{count, plural, one {Le capteur répond} other {Les # capteurs répondent}}',
    sensorsIll: '{ill} sur {total} sans réponse : {names}',
    noSensors: 'Pas encore de capteur',
    displays: 'Écrans',
    displaysOk: '{count, plural, one {L’écran est allumé} other {Les # écrans sont allumés}}',
    displaysGone: '{gone} sur {total} sans connexion : {names}',
    noDisplays: 'Pas encore d’écran',
    unknown: 'Inconnu pour le moment',
    displayHint: 'Allumez l’écran et vérifiez son réseau. Il revient de lui-même.',
    counters: 'Compteurs',
    countersInside:
      '{count, plural, one {Une personne comptée à l’intérieur} other {# personnes comptées à l’intérieur}}',
    opened: 'Remis à zéro à {time} par {who}',
    openedBySchedule: 'Remis à zéro à {time} par l’horaire',
    notOpened: 'Pas encore remis à zéro aujourd’hui',
    lastReading: 'Dernier relevé {time}',
    inside: '{count} à l’intérieur',
  },
  refusal: {
    secondary:
      'C’est un capteur secondaire : il dépend d’un autre et ne peut pas être remis à zéro lui-même. Remettez à zéro son capteur principal ({primary}).',
    secondaryOfUnknown:
      'C’est un capteur secondaire : il dépend d’un autre et ne peut pas être remis à zéro lui-même. Remettez celui-ci à zéro, son capteur principal.',
    secondaryDone:
      'C’est un capteur secondaire : il dépend d’un autre et ne peut pas être remis à zéro lui-même. Son capteur principal ({primary}) vient d’être remis à zéro.',
    safe: 'Vous pouvez réessayer sans crainte : ce qui est fait n’est pas fait deux fois.',
  },
  offline: {
    title: 'Pas de connexion à Doorlight',
    since: 'Pas de connexion depuis {time}.',
    hint: 'Vérifiez le Wi-Fi de cette tablette. Si d’autres n’ont pas de connexion non plus, l’ordinateur de Doorlight est peut-être éteint. Cette page se reconnecte d’elle-même.',
    trueTitle: 'Ce qui reste vrai',
    displays:
      'Les écrans aux portes continuent d’eux-mêmes. Un écran qui perd sa connexion ne montre pas de feu vert, mais invite à demander au personnel.',
    counts:
      'Les capteurs continuent de compter. Personne n’est perdu : ce qu’ils comptent entre-temps est récupéré ensuite.',
    orders: 'Rien de ce que vous faites ici n’atteint Doorlight avant le retour de la connexion.',
    retry: 'Essayer maintenant',
  },
  install: {
    name: 'Console Doorlight',
    description: 'Feux et chiffres de toutes les zones, et la remise à zéro à l’ouverture.',
  },
} satisfies WordsLike<typeof en>;
