import type { DoorWords } from '../door.ts';

export default {
  lang: 'el',
  dir: 'ltr',
  light: {
    green: 'Περάστε',
    amber: 'Σχεδόν πλήρες',
    red: 'Παρακαλώ περιμένετε',
    unknown: 'Ρωτήστε το προσωπικό μας',
    closed: 'Κλειστό',
  },
  people: '{occupancy} από {capacity} άτομα μέσα',
  free: { one: 'άτομο ακόμη μπορεί να μπει', other: 'άτομα ακόμη μπορούν να μπουν' },
  wait: 'Αναμονή: περίπου {wait} λεπτά',
  opens: 'Ανοίγουμε: {when}',
  emergency: { leave: 'Παρακαλούμε εκκενώστε το κτίριο', 'keep-out': 'Μην εισέρχεστε' },
  simulated: 'προσομοίωση',
} satisfies DoorWords;
