import type { DoorWords } from '../door.ts';

export default {
  lang: 'fr',
  dir: 'ltr',
  light: {
    green: 'Entrez',
    amber: 'Presque complet',
    red: 'Merci de patienter',
    unknown: 'Adressez-vous à notre personnel',
    closed: 'Fermé',
  },
  people: '{occupancy} personnes sur {capacity}',
  free: { one: 'personne peut encore entrer', other: 'personnes peuvent encore entrer' },
  wait: 'Attente : environ {wait} min',
  opens: 'Ouverture : {when}',
  emergency: { leave: 'Veuillez quitter le bâtiment', 'keep-out': 'N’entrez pas' },
  simulated: 'simulé',
  setUp: {
    pairing: {
      title: 'Connecter cet écran',
      scan: 'Scannez avec votre téléphone',
      enter: 'ou ouvrez cette adresse et saisissez le code',
      next: 'Vous y choisissez ce que montre cet écran. Doorlight vous demande d’abord de vous connecter.',
    },
    noSuchDisplay: {
      title: 'Cet afficheur n’existe pas',
      text: 'Vérifiez l’adresse de cette page : elle se termine par le site et l’afficheur, tels qu’ils figurent dans la configuration. La page réessaie d’elle-même.',
    },
    wrongKey: {
      title: 'Cet afficheur demande sa clé',
      text: 'Vérifiez la fin de l’adresse : « ?key= » suivi de la clé de cet afficheur, telle qu’elle figure dans la configuration. La page réessaie d’elle-même.',
    },
    oneMoment: {
      title: 'Un instant, s’il vous plaît',
      text: 'Doorlight démarre. La page réessaie d’elle-même.',
    },
  },
  now: {
    title: 'Y a-t-il du monde ?',
    unknown: 'Inconnu pour le moment',
    open: 'Ouvert actuellement',
    about: 'Environ {occupancy} personnes sur {capacity}',
    share: 'rempli à {percent} %',
    today: 'Aujourd’hui',
    usual: 'Habituel ce jour de la semaine',
    expected: 'Prévu',
    quietest: 'Généralement le plus calme : {times}',
    hours: 'Heures d’ouverture',
    noSuchPage: 'Cette page n’existe pas.',
  },
} satisfies DoorWords;
