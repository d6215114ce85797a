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
  free: { one: 'weitere Person darf eintreten', other: 'weitere Personen dürfen eintreten' },
  wait: 'Wartezeit etwa {wait} Min.',
  opens: 'Wir öffnen: {when}',
  emergency: { leave: 'Bitte verlassen Sie das Gebäude', 'keep-out': 'Nicht eintreten' },
  simulated: 'simuliert',
  setUp: {
    pairing: {
      title: 'Diesen Bildschirm verbinden',
      scan: 'Mit dem Telefon scannen',
      enter: 'oder diese Adresse öffnen und den Code eingeben',
      next: 'Dort wählen Sie, was dieser Bildschirm zeigt. Doorlight bittet Sie zuerst, sich anzumelden.',
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
  },
  now: {
    title: 'Wie voll ist es jetzt?',
    unknown: 'Zurzeit nicht bekannt',
    open: 'Jetzt geöffnet',
    about: 'Etwa {occupancy} von {capacity} Personen im Haus',
    share: 'zu {percent} % voll',
    today: 'Heute',
    usual: 'Üblich an diesem Wochentag',
    expected: 'Erwartet',
    quietest: 'Meist am ruhigsten: {times}',
    hours: 'Öffnungszeiten',
    noSuchPage: 'Diese Seite gibt es nicht.',
  },
} satisfies DoorWords;
