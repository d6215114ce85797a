declare const texts: {
  "full": {
    "title": "{name} is full",
    "text": "{occupancy} people are inside, {capacity} are allowed."
  },
  "nearly-full": {
    "title": "{name} is nearly full",
    "text": "{occupancy} people are inside, {capacity} are allowed."
  },
  "sensor": {
    "stale": "{name} is silent",
    "unauthorized": "{name} refuses the sign-in",
    "unreachable": "{name} does not answer",
    "invalid": "{name} gives answers that make no sense",
    "uncounted": "Its door is not counted, and the light may be unknown.",
    "text": "Check the sensor’s power and network cable."
  },
  "display": {
    "title": "The display {name} has gone",
    "text": "No screen is connected under this name. Check the screen’s power and network."
  },
  "drift": {
    "title": "{name} was corrected by {drift} people today",
    "text": "More people were counted out than in. A door counts wrong: check the sensors of this zone."
  },
  "calendar": {
    "title": "The calendar of {name} cannot be read",
    "text": "Its address does not answer, or not with a calendar. The last good one is used meanwhile: check the address in the site’s calendar."
  },
  "test": {
    "title": "A test of the alerts",
    "text": "This is only a test. Alerts of this site arrive here."
  },
  "since": "Since {time}",
  "open": "Open the console: {url}"
}
;
export default texts;
