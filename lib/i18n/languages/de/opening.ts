import type { WordsLike } from '../../words-like.ts';
import type { opening as en } from '../en/opening.ts';

/** The checklist of the morning, what a sensor's refusal means, and a tablet without connection, in German. */
export const opening = {
  checklist: {
    title: 'Öffnen',
    link: 'Checkliste',
    linkNamed: 'Checkliste zum Öffnen von {site}',
    later: 'Heute nicht',
    ready: 'Alles ist bereit',
    resetLeft: 'Noch die Zähler auf null setzen, dann ist alles bereit',
    attention: '{count, plural, one {Eine Sache braucht einen Blick} other {# Dinge brauchen einen Blick}}',
    sensors: 'Sensoren',
    sensorsOk: '{count, plural, one {Der Sensor meldet sich} other {Alle # Sensoren melden sich}}',
    sensorsIll: '{ill} von {total} melden sich nicht: {names}',
    noSensors: 'Noch kein Sensor',
    displays: 'Anzeigen',
    displaysOk: '{count, plural, one {Die Anzeige läuft} other {Alle # Anzeigen laufen}}',
    displaysGone: '{gone} von {total} nicht verbunden: {names}',
    noDisplays: 'Noch keine Anzeige',
    unknown: 'Zurzeit nicht bekannt',
    displayHint: 'Schalten Sie den Bildschirm ein und prüfen Sie sein Netz. Er kommt von selbst wieder.',
    counters: 'Zähler',
    countersInside: '{count, plural, one {Eine Person drin gezählt} other {# Personen drin gezählt}}',
    opened: 'Um {time} von {who} auf null gesetzt',
    openedBySchedule: 'Um {time} vom Zeitplan auf null gesetzt',
    notOpened: 'Heute noch nicht auf null gesetzt',
    lastReading: 'Letzte Meldung {time}',
    inside: '{count} drin',
  },
  refusal: {
    secondary:
      'Er ist ein Nebensensor: Er gehört zu einem anderen Sensor und lässt sich nicht selbst zurücksetzen. Setzen Sie seinen Hauptsensor zurück ({primary}).',
    secondaryOfUnknown:
      'Er ist ein Nebensensor: Er gehört zu einem anderen Sensor und lässt sich nicht selbst zurücksetzen. Setzen Sie jenen zurück, seinen Hauptsensor.',
    secondaryDone:
      'Er ist ein Nebensensor: Er gehört zu einem anderen Sensor und lässt sich nicht selbst zurücksetzen. Sein Hauptsensor ({primary}) wurde soeben zurückgesetzt.',
    safe: '«Nochmals» ist unbedenklich: Was getan wurde, wird nicht zweimal getan.',
  },
  offline: {
    title: 'Keine Verbindung zu Doorlight',
    since: 'Keine Verbindung seit {time}.',
    hint: 'Prüfen Sie das WLAN dieses Tablets. Haben auch andere keine Verbindung, ist vielleicht der Rechner aus, auf dem Doorlight läuft. Diese Seite verbindet sich von selbst wieder.',
    trueTitle: 'Was weiterhin gilt',
    displays:
      'Die Anzeigen an den Türen laufen von selbst weiter. Verliert eine ihre Verbindung, zeigt sie kein grünes Licht, sondern bittet, das Personal zu fragen.',
    counts: 'Die Sensoren zählen weiter. Niemand geht verloren: Was sie inzwischen zählen, wird nachgeholt.',
    orders: 'Was Sie hier tun, erreicht Doorlight erst, wenn die Verbindung wieder da ist.',
    retry: 'Jetzt versuchen',
  },
  install: {
    name: 'Doorlight-Konsole',
    description: 'Lichter und Zahlen aller Zonen, und das Zurücksetzen beim Öffnen.',
  },
} satisfies WordsLike<typeof en>;
