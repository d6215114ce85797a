import type { WordsLike } from '../../words-like.ts';
import type { sensorError as en } from '../en/sensor-error.ts';

/** What is wrong with a sensor, in German. */
export const sensorError = {
  unreachable: 'Der Sensor antwortet nicht. Prüfen Sie seinen Strom und sein Netzwerkkabel.',
  unknownAddress:
    'Die Adresse des Sensors ist in diesem Netz nicht bekannt. Prüfen Sie die Adresse in den Einstellungen und das Netz.',
  refused:
    'Der Sensor weist die Verbindung ab. Vielleicht startet er gerade: Warten Sie eine Minute. Bleibt es so, prüfen Sie seine Adresse in den Einstellungen.',
  timeout:
    'Der Sensor brauchte länger als {duration} für seine Antwort. Prüfen Sie sein Netzwerkkabel oder starten Sie ihn neu.',
  certificate:
    'Die sichere Verbindung zum Sensor liess sich nicht prüfen: Seinem Zertifikat wird nicht vertraut. Bitten Sie die Technik, es in den Einstellungen zu bestätigen.',
  certificateOf:
    'Die sichere Verbindung zum Sensor liess sich nicht prüfen: Seinem Zertifikat wird nicht vertraut. Bitten Sie die Technik, es in den Einstellungen zu bestätigen (Fingerabdruck {fingerprint}).',
  unauthorized:
    'Der Sensor lehnt den Namen, das Passwort oder den Schlüssel ab, der für ihn gespeichert ist. Bitten Sie die Technik, das in den Einstellungen zu korrigieren.',
  basicOverHttp:
    'Der Sensor würde sein Passwort lesbar über das Netz schicken lassen, darum wurde nichts gesendet. Seine Adresse muss mit https beginnen.',
  forbidden:
    'Der Sensor nimmt die Anmeldung an, erlaubt dies aber nicht. Bitten Sie die Technik, dem Benutzer auf dem Sensor mehr Rechte zu geben.',
  notFound:
    'Der Sensor antwortet, kennt aber nicht, wonach er gefragt wurde ({path}). Prüfen Sie, ob die Personenzählung darauf installiert ist und läuft und ob die richtige Art von Sensor eingestellt ist.',
  rateLimited:
    'Der Sensor wird zu oft gefragt. Er wird in Kürze wieder gefragt; kommt das wieder vor, bitten Sie die Technik, ihn seltener fragen zu lassen.',
  rateLimitedFor:
    'Der Sensor wird zu oft gefragt und will eine Pause. Er wird wieder gefragt nach: {duration}.',
  fault:
    'Der Sensor hat selbst eine Störung (Status {status}). Starten Sie ihn neu; wenn das nicht hilft, rufen Sie die Technik.',
  notAccepted:
    'Der Sensor nahm die Anfrage nicht an (Status {status}). Bitten Sie die Technik, seine Adresse und Art in den Einstellungen zu prüfen.',
  invalid:
    'Der Sensor antwortet Unverständliches: Bei {field} kam {found}. Prüfen Sie, ob die richtige Art von Sensor eingestellt ist.',
  notAllowed: {
    metadata:
      'Doorlight fragt die Adresse {address} nicht an: Sie gehört zur Cloud, in der der Server läuft, nicht zu einem Sensor. Berichtigen Sie die Adresse in den Einstellungen.',
    networks:
      'Doorlight darf die Adresse {address} nicht anfragen: Sie liegt ausserhalb der Netze, die für Sensoren erlaubt sind. Berichtigen Sie die Adresse in den Einstellungen, oder bitten Sie die Technik, DEVICE_NETWORKS zu erweitern.',
  },
  otherDevice:
    'Unter dieser Adresse antwortet ein anderer Sensor: Erwartet wurde die Seriennummer {pinned}, gefunden {found}. Wurde der Sensor ersetzt, bestätigen Sie den neuen in den Einstellungen.',
  switchedOff:
    '{feature} ist auf dem Sensor ausgeschaltet. Schalten Sie es in den Einstellungen des Sensors selbst ein.',
  noChannel:
    'Der Sensor meldet «{channel}» nicht. Er meldet: {available}. Korrigieren Sie den Namen in den Einstellungen.',
  noChannelAtAll:
    'Der Sensor meldet «{channel}» nicht; im Moment meldet er gar nichts. Prüfen Sie seine Zählbereiche.',
  device: {
    secondary: 'Dieser Sensor folgt einem anderen. Setzen Sie dessen Hauptsensor zurück.',
    'occupancy-off':
      'Der Sensor zählt die Personen im Raum nicht: Das ist auf ihm ausgeschaltet. Schalten Sie es in den Einstellungen des Sensors selbst ein.',
    'passthrough-off':
      'Der Sensor meldet nicht, wer hindurchgeht: Das ist auf ihm ausgeschaltet. Schalten Sie es in den Einstellungen des Sensors selbst ein.',
    'sign-in':
      'Der Sensor lehnt den Namen oder das Passwort ab, das für ihn gespeichert ist. Bitten Sie die Technik, das in den Einstellungen zu korrigieren.',
    busy: 'Der Sensor hat selbst eine Störung. Versuchen Sie es noch einmal; wenn das nicht hilft, starten Sie ihn neu.',
    other: 'Der Sensor meldet einen Fehler.',
  },
  says: '{meaning} Er sagt: «{text}» (Code {code}).',
  saysCode: '{meaning} Er sagt: Code {code}.',
  feature: { occupancy: 'Das Zählen der Personen im Raum (Occupancy)' },
  wholeAnswer: 'der Antwort',
  found: {
    nothing: 'nichts',
    html: 'eine HTML-Seite',
    empty: 'eine leere Antwort',
    more: 'mehr als erlaubt',
    binary: 'Daten, die kein Text sind',
  },
} satisfies WordsLike<typeof en>;
