import type { WordsLike } from '../../words-like.ts';
import type { delivery as en } from '../en/delivery.ts';

/** Why a message about an alert did not arrive, in German. */
export const delivery = {
  'mail-not-set-up':
    'Es ist kein Mailserver eingerichtet, darum ging keine E-Mail hinaus. Die Administration kann einen in den Einstellungen der Alarme eintragen.',
  'mail-name-unknown':
    'Den Mailserver {host} kennt dieses Netzwerk nicht. Prüfen Sie, ob der Rechner richtig geschrieben ist.',
  'mail-not-allowed':
    'Doorlight darf den Mailserver {host} nicht anfragen: Seine Adresse ist nicht erlaubt. Berichtigen Sie sie, oder bitten Sie die Technik, DEVICE_NETWORKS zu erweitern.',
  'mail-refused':
    'Der Mailserver {host} lehnt die Verbindung an Port {port} ab. Prüfen Sie den Port: üblich sind 465 und 587.',
  'mail-no-answer':
    'Der Mailserver {host} hat an Port {port} innerhalb von {seconds} Sekunden nicht geantwortet. Prüfen Sie Rechner und Port; vielleicht steht eine Firewall dazwischen.',
  'mail-unreachable':
    'Der Mailserver {host} ist an Port {port} nicht erreichbar ({reason}). Prüfen Sie Rechner, Port und Netzwerk.',
  'mail-other-server':
    'Was unter {host} an Port {port} antwortet, ist kein Mailserver. Prüfen Sie Rechner und Port.',
  'mail-other-encryption':
    'Der Mailserver {host} spricht an Port {port} nicht die gewählte Verschlüsselung. Zu TLS gehört Port 465, zu STARTTLS Port 587.',
  'mail-no-encryption':
    'Der Mailserver {host} bietet an Port {port} keine Verschlüsselung an, darum wurde nichts gesendet. Versuchen Sie TLS mit Port 465, oder fragen Sie Ihren E-Mail-Anbieter.',
  'mail-certificate':
    'Das Zertifikat des Mailservers {host} ist nicht vertrauenswürdig, darum wurde nichts gesendet. Bitten Sie die Technik, dort eines einer bekannten Stelle einzurichten.',
  'mail-certificate-expired':
    'Das Zertifikat des Mailservers {host} ist abgelaufen, darum wurde nichts gesendet. Wer den Server betreibt, muss es erneuern.',
  'mail-certificate-other':
    'Das Zertifikat des Mailservers lautet nicht auf {host}, darum wurde nichts gesendet. Tragen Sie den Rechner so ein, wie Ihr E-Mail-Anbieter ihn schreibt.',
  'mail-sign-in-wrong':
    'Der Mailserver {host} lehnt den Benutzernamen oder das Passwort ab. Geben Sie beides neu ein; viele Anbieter verlangen ein eigenes Passwort für Programme.',
  'mail-sign-in-wanted':
    'Der Mailserver {host} verlangt Benutzername und Passwort. Tragen Sie beides beim Mailserver ein.',
  'mail-sender-refused':
    'Der Mailserver {host} sendet nicht für {from}. Tragen Sie eine Absenderadresse ein, die zum Benutzernamen gehört.',
  'mail-receiver-refused': 'Der Mailserver {host} nimmt keine E-Mail für {to} an. Prüfen Sie diese Adresse.',
  'mail-later': 'Der Mailserver {host} nimmt im Moment keine E-Mail an.',
  'mail-not-taken': 'Der Mailserver {host} hat die E-Mail nicht angenommen.',
  'webhook-name-unknown':
    'Die Adresse {host} kennt dieses Netzwerk nicht. Prüfen Sie, ob sie richtig geschrieben ist.',
  'webhook-not-allowed':
    'Doorlight darf {host} nicht anfragen: Die Adresse ist nicht erlaubt. Berichtigen Sie sie, oder bitten Sie die Technik, DEVICE_NETWORKS zu erweitern.',
  'webhook-refused':
    'Das Programm unter {host} lehnt die Verbindung ab. Prüfen Sie, ob es läuft, und die Zahl nach dem Doppelpunkt.',
  'webhook-no-answer':
    'Das Programm unter {host} hat innerhalb von {seconds} Sekunden nicht geantwortet. Prüfen Sie, ob es läuft, und seine Adresse.',
  'webhook-unreachable':
    'Das Programm unter {host} ist nicht erreichbar ({reason}). Prüfen Sie seine Adresse und das Netzwerk.',
  'webhook-certificate':
    'Das Zertifikat von {host} ist nicht vertrauenswürdig, darum wurde nichts gesendet. Bitten Sie die Technik, dort eines einer bekannten Stelle einzurichten.',
  'webhook-certificate-expired':
    'Das Zertifikat von {host} ist abgelaufen, darum wurde nichts gesendet. Wer das Programm betreibt, muss es erneuern.',
  'webhook-certificate-other':
    'Das Zertifikat lautet nicht auf {host}, darum wurde nichts gesendet. Prüfen Sie die Adresse.',
  'webhook-not-http':
    'Was unter {host} antwortet, spricht nicht so, wie es die Adresse sagt. Prüfen Sie, ob sie mit http oder https beginnt, und die Zahl nach dem Doppelpunkt.',
  'webhook-moved':
    'Das Programm unter {host} verweist auf eine andere Adresse (Status {status}); dorthin geht ein Alarm nicht von selbst. Tragen Sie die neue Adresse ein.',
  'webhook-sign-in':
    'Das Programm unter {host} lässt Doorlight nicht ein (Status {status}). Prüfen Sie die Adresse: Vielleicht fehlt darin ein Schlüssel.',
  'webhook-not-found':
    'Das Programm unter {host} nimmt unter dieser Adresse nichts an (Status {status}). Prüfen Sie die ganze Adresse.',
  'webhook-gone':
    'Das Programm unter {host} will keine Alarme mehr (Status 410). Entfernen Sie den Webhook, oder tragen Sie seine neue Adresse ein.',
  'webhook-too-many': 'Das Programm unter {host} will weniger oft angesprochen werden (Status 429).',
  'webhook-fault':
    'Das Programm unter {host} hat selbst eine Störung (Status {status}). Fragen Sie, wer es betreut.',
  'webhook-status':
    'Das Programm unter {host} hat den Alarm nicht angenommen (Status {status}). Fragen Sie, wer es betreut.',
  'push-unreachable':
    'Der Mitteilungsdienst {host} ist nicht erreichbar ({reason}). Für Mitteilungen braucht Doorlight einen Weg ins Internet: Fragen Sie die Technik.',
  'push-not-allowed':
    'Doorlight darf den Mitteilungsdienst {host} nicht anfragen: Seine Adresse ist nicht erlaubt (DEVICE_NETWORKS).',
  'push-no-answer':
    'Der Mitteilungsdienst {host} hat innerhalb von {seconds} Sekunden nicht geantwortet. Für Mitteilungen braucht Doorlight einen Weg ins Internet: Fragen Sie die Technik.',
  'push-certificate':
    'Die Verbindung zum Mitteilungsdienst {host} ist nicht sicher, darum wurde nichts gesendet. Fragen Sie die Technik, was zwischen Doorlight und dem Internet steht.',
  'push-gone':
    'Dieses Gerät will keine Mitteilungen mehr. Um wieder welche zu erhalten, schalten Sie sie dort auf dieser Seite ein.',
  'push-keys':
    'Dem Gerät lassen sich so keine Mitteilungen senden. Schalten Sie sie dort aus und wieder ein.',
  'push-refused':
    'Der Mitteilungsdienst {host} lässt Doorlight nicht an dieses Gerät senden (Status {status}). Schalten Sie die Mitteilungen dort aus und wieder ein.',
  'push-too-many': 'Der Mitteilungsdienst {host} will weniger oft angesprochen werden (Status 429).',
  'push-fault': 'Der Mitteilungsdienst {host} hat selbst eine Störung (Status {status}).',
  'push-status': 'Der Mitteilungsdienst {host} hat die Mitteilung nicht angenommen (Status {status}).',
  says: '{meaning} Er sagt: «{answer}».',
} satisfies WordsLike<typeof en>;
