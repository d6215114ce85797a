/** Why Doorlight did not do what it was asked, by the `code` of its answer. */
export const problem = {
  invalid: 'Something that was entered is not right: {fields}',
  'sensor-value': 'The sensor does not take this value: {fields}',
  'parameter-moved':
    'Somebody else has changed “{name}” meanwhile; it is now “{now}”. Look at it again before you change it.',
  'device-part': 'The sensor does not offer this, or has not answered yet.',
  'changed-meanwhile':
    'Somebody else has changed this in the meantime. Your changes are still here, but not saved.',
  'managed-by-file': 'This is managed by the configuration file: change it there.',
  'wrong-configuration': 'The configuration is not right: {fields}',
  'last-administrator':
    'This is the last administrator. Make somebody else administrator, with a password, first.',
  'name-taken': 'This name is taken. Choose another.',
  'wrong-pin': 'The PIN is wrong.',
  'locked-pin':
    'Too many wrong PINs: this one is locked for a quarter of an hour. An administrator can set a new one.',
  'no-tablet': 'This device is no shared tablet. A manager can make it one.',
  'wrong-code': 'No screen shows this code. Look at the screen again: codes change.',
  'too-many-codes': 'Too many wrong codes. Wait a minute, then try again.',
  'not-saved':
    'Doorlight could not save the change, so it was not made. Try again; if it stays, call your technician.',
  storage:
    'Doorlight cannot reach its data right now. It goes on by itself; try again in a moment. If it stays, call your technician.',
  past: 'This time has passed. Choose one that is still to come.',
  'backup-running': 'A backup is being made. Try again when it is done.',
  'backup-elsewhere': 'The data is in PostgreSQL: back it up there, with pg_dump.',
  'backup-no-database': 'This file is no backup of Doorlight. Choose the file as it was downloaded.',
  'backup-damaged': 'This backup is damaged, so nothing was changed. Choose an older one.',
  'backup-other-program': 'This file belongs to another program. Choose a backup that Doorlight made.',
  'backup-newer': 'A newer version of Doorlight made this backup. Update Doorlight first, then restore it.',
  'restore-running': 'A backup is being restored. Wait until it is done.',
  'restore-elsewhere': 'The data is in PostgreSQL: restore it there, with pg_restore.',
  'one-at-a-time': 'This is being asked for much already. Wait a moment, then try again.',
  'many-screens': 'Too many screens wait to be paired. Try again in some minutes.',
  'days-order': 'The beginning is after the end. Choose the days again.',
  'days-to-come': 'The last day is still to come. Choose an earlier one.',
  'days-many': 'These are too many days: {max} at most.',
  'too-large': 'This is too large to be taken. Choose a smaller file.',
  'media-kind':
    'This is neither a picture (PNG, JPEG, WebP or SVG) nor a video (MP4 or WebM). Choose another file.',
  'media-size': 'This file has {found} MB; {max} MB are possible. Choose a smaller one.',
  'media-drawing': 'This drawing does more than draw ({part}). Save it as a plain SVG, or as PNG.',
  'media-drawing-damaged': 'This drawing is damaged. Save it again as SVG, or as PNG.',
} as const;
