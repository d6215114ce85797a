import type { WordsLike } from '../../words-like.ts';
import type { problem as en } from '../en/problem.ts';

/** Why Doorlight did not do what it was asked, in Italian. */
export const problem = {
  invalid: 'Un’indicazione non è corretta: {fields}',
  'sensor-value': 'Il sensore non accetta questo valore: {fields}',
  'parameter-moved':
    'Qualcun altro ha modificato «{name}» nel frattempo; ora è «{now}». Lo riguardi prima di modificarlo.',
  'device-part': 'Il sensore non lo offre, o non ha ancora risposto.',
  'changed-meanwhile':
    'Qualcun altro l’ha modificato nel frattempo. Le sue modifiche sono ancora qui, ma non salvate.',
  'managed-by-file': 'Questo è gestito dal file di configurazione: lo modifichi lì.',
  'wrong-configuration': 'La configurazione non è corretta: {fields}',
  'last-administrator':
    'È l’ultimo amministratore. Dia prima questo ruolo, con una password, a qualcun altro.',
  'name-taken': 'Questo nome è già usato. Ne scelga un altro.',
  'wrong-pin': 'Il PIN è sbagliato.',
  'locked-pin':
    'Troppi PIN sbagliati: questo è bloccato per un quarto d’ora. Un amministratore può impostarne uno nuovo.',
  'no-tablet': 'Questo apparecchio non è un tablet condiviso. Un responsabile può renderlo tale.',
  'wrong-code': 'Nessuno schermo mostra questo codice. Guardi di nuovo lo schermo: i codici cambiano.',
  'too-many-codes': 'Troppi codici sbagliati. Aspetti un minuto, poi riprovi.',
  'not-saved':
    'Doorlight non ha potuto salvare la modifica e quindi non l’ha fatta. Riprovi; se rimane così, chiami il tecnico.',
  storage:
    'Doorlight al momento non raggiunge i suoi dati. Riprende da solo; riprovi tra un attimo. Se continua, chiami il tecnico.',
  past: 'Quest’ora è passata. Ne scelga una futura.',
  'backup-running': 'Un backup è in corso. Riprovi quando sarà finito.',
  'backup-elsewhere': 'I dati sono in PostgreSQL: li salvi lì, con pg_dump.',
  'backup-no-database':
    'Questo file non è un backup di Doorlight. Scelga il file così come è stato scaricato.',
  'backup-damaged': 'Questo backup è danneggiato, perciò nulla è stato cambiato. Ne scelga uno più vecchio.',
  'backup-other-program': 'Questo file appartiene a un altro programma. Scelga un backup fatto da Doorlight.',
  'backup-newer':
    'Questo backup viene da una versione più recente di Doorlight. Aggiorni prima Doorlight, poi lo ripristini.',
  'restore-running': 'Un backup è in corso di ripristino. Attenda la fine.',
  'restore-elsewhere': 'I dati sono in PostgreSQL: li ripristini lì, con pg_restore.',
  'one-at-a-time': 'Ci sono già troppe richieste. Aspetti un momento, poi riprovi.',
  'many-screens': 'Troppi schermi aspettano di essere collegati. Riprovi tra qualche minuto.',
  'days-order': 'L’inizio è dopo la fine. Scelga di nuovo i giorni.',
  'days-to-come': 'L’ultimo giorno deve ancora venire. Ne scelga uno precedente.',
  'days-many': 'Sono troppi giorni: {max} al massimo.',
  'too-large': 'È troppo grande. Scelga un file più piccolo.',
  'media-kind':
    'Non è né un’immagine (PNG, JPEG, WebP o SVG) né un video (MP4 o WebM). Scelga un altro file.',
  'media-size': 'Questo file ha {found} MB; ne sono possibili {max}. Ne scelga uno più piccolo.',
  'media-drawing':
    'Questo disegno contiene altro oltre al disegno ({part}). Lo salvi come SVG semplice, o come PNG.',
  'media-drawing-damaged': 'Questo disegno è danneggiato. Lo salvi di nuovo come SVG, o come PNG.',
} satisfies WordsLike<typeof en>;
