import type { WordsLike } from '../../words-like.ts';
import type { problem as en } from '../en/problem.ts';

/** Why Doorlight did not do what it was asked, in French. */
export const problem = {
  invalid: 'Une indication n’est pas correcte : {fields}',
  'sensor-value': 'Le capteur n’accepte pas cette valeur : {fields}',
  'parameter-moved':
    'Quelqu’un d’autre a modifié « {name} » entre-temps ; sa valeur est maintenant « {now} ». Vérifiez avant de modifier.',
  'device-part': 'Le capteur ne propose pas cela, ou n’a pas encore répondu.',
  'changed-meanwhile':
    'Quelqu’un d’autre a modifié cela entre-temps. Vos modifications sont encore ici, mais pas enregistrées.',
  'managed-by-file': 'Cela est géré par le fichier de configuration : modifiez-le là.',
  'wrong-configuration': 'La configuration n’est pas correcte : {fields}',
  'last-administrator':
    'C’est le dernier administrateur. Donnez d’abord ce rôle, avec un mot de passe, à quelqu’un d’autre.',
  'name-taken': 'Ce nom est déjà pris. Choisissez-en un autre.',
  'wrong-pin': 'Le code PIN est faux.',
  'locked-pin':
    'Trop de codes PIN faux : celui-ci est bloqué pendant un quart d’heure. Un administrateur peut en définir un nouveau.',
  'no-tablet': 'Cet appareil n’est pas une tablette partagée. Un responsable peut en faire une.',
  'wrong-code': 'Aucun écran n’affiche ce code. Regardez encore l’écran : les codes changent.',
  'too-many-codes': 'Trop de codes faux. Attendez une minute, puis réessayez.',
  'not-saved':
    'Doorlight n’a pas pu enregistrer la modification et ne l’a donc pas faite. Réessayez ; si cela persiste, appelez le technicien.',
  storage:
    'Doorlight n’a pas accès à ses données pour le moment. Il reprend de lui-même ; réessayez dans un instant. Si cela persiste, appelez votre technicien.',
  past: 'Cette heure est passée. Choisissez-en une à venir.',
  'backup-running': 'Une sauvegarde est en cours. Réessayez quand elle sera terminée.',
  'backup-elsewhere': 'Les données sont dans PostgreSQL : sauvegardez-les là, avec pg_dump.',
  'backup-no-database':
    'Ce fichier n’est pas une sauvegarde de Doorlight. Choisissez le fichier tel qu’il a été téléchargé.',
  'backup-damaged':
    'Cette sauvegarde est endommagée ; rien n’a été modifié. Choisissez-en une plus ancienne.',
  'backup-other-program':
    'Ce fichier appartient à un autre programme. Choisissez une sauvegarde faite par Doorlight.',
  'backup-newer':
    'Cette sauvegarde vient d’une version plus récente de Doorlight. Mettez d’abord Doorlight à jour, puis restaurez-la.',
  'restore-running': 'Une sauvegarde est en cours de restauration. Attendez la fin.',
  'restore-elsewhere': 'Les données sont dans PostgreSQL : restaurez-les là, avec pg_restore.',
  'one-at-a-time': 'Trop de demandes en même temps. Attendez un moment, puis réessayez.',
  'many-screens': 'Trop d’écrans attendent d’être connectés. Réessayez dans quelques minutes.',
  'days-order': 'Le début est après la fin. Choisissez de nouveau les jours.',
  'days-to-come': 'Le dernier jour est encore à venir. Choisissez-en un plus tôt.',
  'days-many': 'Cela fait trop de jours : {max} au plus.',
  'too-large': 'C’est trop volumineux. Choisissez un fichier plus petit.',
  'media-kind':
    'Ce n’est ni une image (PNG, JPEG, WebP ou SVG) ni une vidéo (MP4 ou WebM). Choisissez un autre fichier.',
  'media-size': 'Ce fichier fait {found} Mo ; {max} Mo sont possibles. Choisissez-en un plus petit.',
  'media-drawing':
    'Ce dessin contient autre chose que du dessin ({part}). Enregistrez-le en SVG simple, ou en PNG.',
  'media-drawing-damaged': 'Ce dessin est endommagé. Enregistrez-le à nouveau en SVG, ou en PNG.',
} satisfies WordsLike<typeof en>;
