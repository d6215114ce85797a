/** What alerts say, in English. Every other language has the same keys. */
export const alert = {
  full: {
    title: '{name} is full',
    text: '{occupancy} people are inside, {capacity} are allowed.',
    was: '{name} was full',
  },
  'nearly-full': {
    title: '{name} is nearly full',
    text: '{occupancy} people are inside, {capacity} are allowed.',
    was: '{name} was nearly full',
  },
  sensor: {
    stale: '{name} is silent',
    unauthorized: '{name} refuses the sign-in',
    unreachable: '{name} does not answer',
    invalid: '{name} answers, but without its counts',
    uncounted: 'Its door is not counted, and the light may be unknown.',
    text: 'Check the sensor’s power and network cable.',
    was: '{name} was faulty',
  },
  display: {
    title: 'The display {name} has gone',
    text: 'No screen is connected under this name. Check the screen’s power and network.',
    was: 'The display {name} was gone',
  },
  drift: {
    title: '{name} was corrected by {drift} people today',
    text: 'More people were counted out than in. A door counts wrong: check the sensors of this zone.',
    was: '{name} was corrected by {drift} people',
  },
  calendar: {
    title: 'The calendar of {name} cannot be read',
    text: 'Its address does not answer, or not with a calendar. The last good one is used meanwhile: check the address in the site’s calendar.',
    was: 'The calendar of {name} could not be read',
  },
  test: { title: 'A test of the alerts', text: 'This is only a test. Alerts of this site arrive here.' },
  since: 'Since {time}',
  open: 'Open the console: {url}',
} as const;
