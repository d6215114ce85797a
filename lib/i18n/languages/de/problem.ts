import type { WordsLike } from '../../words-like.ts';
import type { problem as en } from '../en/problem.ts';

/** Why Doorlight did not do what it was asked, in German. */
export const problem = {
  invalid: 'Eine Angabe stimmt nicht: {fields}',
  'sensor-value': 'Der Sensor nimmt diesen Wert nicht an: {fields}',
  'parameter-moved':
    'Jemand anders hat «{name}» inzwischen geändert; jetzt steht dort «{now}». Sehen Sie noch einmal nach, bevor Sie ändern.',
  'device-part': 'Der Sensor bietet das nicht an oder hat noch nicht geantwortet.',
  'changed-meanwhile':
    'Jemand hat das inzwischen geändert. Ihre Änderungen stehen noch hier, sind aber nicht gespeichert.',
  'managed-by-file': 'Das wird von der Konfigurationsdatei verwaltet: Ändern Sie es dort.',
  'wrong-configuration': 'Die Konfiguration stimmt nicht: {fields}',
  'last-administrator':
    'Das ist die letzte Person mit Administration. Geben Sie zuerst jemand anderem diese Rolle, mit einem Passwort.',
  'name-taken': 'Dieser Name ist vergeben. Wählen Sie einen anderen.',
  'wrong-pin': 'Die PIN stimmt nicht.',
  'locked-pin':
    'Zu viele falsche PINs: Diese ist eine Viertelstunde gesperrt. Die Administration kann eine neue setzen.',
  'no-tablet': 'Dieses Gerät ist kein gemeinsames Tablet. Die Leitung kann es dazu machen.',
  'wrong-code': 'Kein Bildschirm zeigt diesen Code. Sehen Sie noch einmal nach: Codes wechseln.',
  'too-many-codes': 'Zu viele falsche Codes. Warten Sie eine Minute und versuchen Sie es dann wieder.',
  'not-saved':
    'Doorlight konnte die Änderung nicht speichern und hat sie darum nicht gemacht. Versuchen Sie es wieder; wenn es so bleibt, rufen Sie die Technik.',
  storage:
    'Doorlight kommt gerade nicht an seine Daten. Es macht von selbst weiter; versuchen Sie es gleich noch einmal. Bleibt es so, rufen Sie Ihren Techniker.',
  past: 'Diese Zeit ist vorbei. Wählen Sie eine, die noch kommt.',
  'backup-running': 'Es wird schon eine Sicherung gemacht. Versuchen Sie es wieder, wenn sie fertig ist.',
  'backup-elsewhere': 'Die Daten liegen in PostgreSQL: Sichern Sie sie dort, mit pg_dump.',
  'backup-no-database':
    'Diese Datei ist keine Sicherung von Doorlight. Wählen Sie die Datei, wie sie heruntergeladen wurde.',
  'backup-damaged': 'Diese Sicherung ist beschädigt, deshalb wurde nichts geändert. Wählen Sie eine ältere.',
  'backup-other-program':
    'Diese Datei gehört zu einem anderen Programm. Wählen Sie eine Sicherung von Doorlight.',
  'backup-newer':
    'Diese Sicherung stammt von einer neueren Version von Doorlight. Aktualisieren Sie zuerst Doorlight, dann spielen Sie sie ein.',
  'restore-running': 'Eine Sicherung wird eingespielt. Warten Sie, bis das fertig ist.',
  'restore-elsewhere': 'Die Daten liegen in PostgreSQL: Spielen Sie sie dort ein, mit pg_restore.',
  'one-at-a-time':
    'Danach wird gerade schon viel gefragt. Warten Sie einen Moment und versuchen Sie es dann wieder.',
  'many-screens':
    'Zu viele Bildschirme warten auf ihre Kopplung. Versuchen Sie es in einigen Minuten wieder.',
  'days-order': 'Der Anfang liegt nach dem Ende. Wählen Sie die Tage neu.',
  'days-to-come': 'Der letzte Tag kommt erst noch. Wählen Sie einen früheren.',
  'days-many': 'Das sind zu viele Tage: Höchstens {max} gehen.',
  'too-large': 'Das ist zu gross. Wählen Sie eine kleinere Datei.',
  'media-kind':
    'Das ist weder ein Bild (PNG, JPEG, WebP oder SVG) noch ein Video (MP4 oder WebM). Wählen Sie eine andere Datei.',
  'media-size': 'Diese Datei hat {found} MB; {max} MB sind möglich. Wählen Sie eine kleinere.',
  'media-drawing':
    'Diese Zeichnung enthält mehr als Zeichnung ({part}). Speichern Sie sie als einfaches SVG oder als PNG.',
  'media-drawing-damaged':
    'Diese Zeichnung ist beschädigt. Speichern Sie sie noch einmal als SVG oder als PNG.',
} satisfies WordsLike<typeof en>;
