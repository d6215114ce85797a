import type { DoorWords } from '../door.ts';

export default {
  lang: 'de',
  dir: 'ltr',
  light: {
    green: 'Bitte eintreten',
    amber: 'Fast voll',
    red: 'Bitte warten',
    unknown: 'Bitte fragen Sie unser Personal',
    closed: 'Geschlossen',
  },
  people: '{occupancy} von {capacity} Personen im Haus',
  simulated: 'simuliert',
  setUp: {
    notSetUp: {
      title: 'Dieser Bildschirm ist noch nicht eingerichtet',
      text: 'Öffnen Sie die Adresse einer Anzeige Ihres Standorts. Die Konsole führt sie unter Anzeigen auf, die Konfigurationsdatei unter «displays».',
    },
    noSuchDisplay: {
      title: 'Diese Anzeige gibt es nicht',
      text: 'Prüfen Sie die Adresse dieser Seite: Sie endet mit Standort und Anzeige, wie sie in der Konfiguration stehen. Die Seite versucht es von selbst wieder.',
    },
    wrongKey: {
      title: 'Diese Anzeige braucht ihren Schlüssel',
      text: 'Prüfen Sie das Ende der Adresse: «?key=» und der Schlüssel dieser Anzeige, wie er in der Konfiguration steht. Die Seite versucht es von selbst wieder.',
    },
    oneMoment: {
      title: 'Einen Moment bitte',
      text: 'Doorlight startet. Die Seite versucht es von selbst wieder.',
    },
    site: 'Standort',
    display: 'Anzeige',
    open: 'Öffnen',
  },
} satisfies DoorWords;
