import type { DoorWords } from '../door.ts';

export default {
  lang: 'en',
  dir: 'ltr',
  light: {
    green: 'Come in',
    amber: 'Nearly full',
    red: 'Please wait',
    unknown: 'Please ask our staff',
    closed: 'Closed',
  },
  people: '{occupancy} of {capacity} people inside',
  free: { one: 'more person may enter', other: 'more people may enter' },
  wait: 'Wait: about {wait} min',
  opens: 'We open: {when}',
  emergency: { leave: 'Please leave the building', 'keep-out': 'Do not enter' },
  simulated: 'simulated',
  setUp: {
    pairing: {
      title: 'Connect this screen',
      scan: 'Scan with your phone',
      enter: 'or open this address and enter the code',
      next: 'Choose there what this screen shows. Doorlight asks you to sign in first.',
    },
    noSuchDisplay: {
      title: 'There is no such display',
      text: 'Check the address of this page: it ends with the site and the display, as they are written in the configuration. This page looks again by itself.',
    },
    wrongKey: {
      title: 'This display needs its key',
      text: 'Check the end of the address: “?key=” and the key of this display, as it is written in the configuration. This page looks again by itself.',
    },
    oneMoment: {
      title: 'One moment, please',
      text: 'Doorlight is starting. This page looks again by itself.',
    },
  },
  now: {
    title: 'How full is it now?',
    unknown: 'Not known right now',
    open: 'Open now',
    about: 'About {occupancy} of {capacity} people inside',
    share: '{percent} % full',
    today: 'Today',
    usual: 'Usual for this weekday',
    expected: 'Expected',
    quietest: 'Usually quietest: {times}',
    hours: 'Opening hours',
    noSuchPage: 'There is no such page.',
  },
} satisfies DoorWords;
