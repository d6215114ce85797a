declare const texts: {
  "checklist": {
    "title": "Opening",
    "link": "Checklist",
    "linkNamed": "Opening checklist of {site}",
    "later": "Not today",
    "ready": "Everything is ready",
    "resetLeft": "Set the counters to zero, then you are ready",
    "attention": "{count, plural, one {One thing needs a look} other {# things need a look}}",
    "sensors": "Sensors",
    "sensorsOk": "{count, plural, one {The sensor reports} other {All # sensors report}}",
    "sensorsIll": "{ill} of {total} not reporting: {names}",
    "noSensors": "No sensor yet",
    "displays": "Displays",
    "displaysOk": "{count, plural, one {The display is on} other {All # displays are on}}",
    "displaysGone": "{gone} of {total} not connected: {names}",
    "noDisplays": "No display yet",
    "unknown": "Not known at the moment",
    "displayHint": "Switch its screen on and check its network. It comes back by itself.",
    "counters": "Counters",
    "countersInside": "{count, plural, one {One person counted inside} other {# people counted inside}}",
    "opened": "Set to zero at {time} by {who}",
    "openedBySchedule": "Set to zero at {time} by the schedule",
    "notOpened": "Not set to zero yet today",
    "lastReading": "Last reading {time}",
    "inside": "{count} inside"
  },
  "refusal": {
    "secondary": "It is a secondary: it belongs to another sensor and cannot be reset itself. Reset its primary ({primary}).",
    "secondaryOfUnknown": "It is a secondary: it belongs to another sensor and cannot be reset itself. Reset that one, its primary.",
    "secondaryDone": "It is a secondary: it belongs to another sensor and cannot be reset itself. Its primary ({primary}) has just been reset.",
    "safe": "Retry is safe: what was done is not done twice."
  },
  "offline": {
    "title": "No connection to Doorlight",
    "since": "No connection since {time}.",
    "hint": "Check the Wi-Fi of this tablet. If others have no connection either, the computer that runs Doorlight may be off. This page connects again by itself.",
    "trueTitle": "What is still true",
    "displays": "The displays at the doors go on by themselves. One that loses its connection shows no green light, but says to ask the staff.",
    "counts": "The sensors go on counting. Nobody is lost: what they count meanwhile is fetched afterwards.",
    "orders": "Nothing you do here reaches Doorlight until the connection is back.",
    "retry": "Try now"
  },
  "install": {
    "name": "Doorlight console",
    "description": "Lights and counts of every zone, and the reset at opening."
  }
}
;
export default texts;
