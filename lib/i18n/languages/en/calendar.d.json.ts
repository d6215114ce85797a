declare const texts: {
  "title": "Calendar",
  "days": "The year",
  "hint": "Tap a day to close it or to give it other hours. Filled days are closed, framed ones have hours of their own.",
  "closed": "Closed",
  "hours": "Hours",
  "hoursHint": "From-to, as 08:00-14:00 or 08:00-12:00, 13:00-18:00; 18:00-02:00 passes midnight.",
  "name": "Name",
  "nameHint": "Displays say it while the door is closed.",
  "until": "Until",
  "yearly": "Every year",
  "save": "Save",
  "saved": "Saved. It is at work already.",
  "yearBefore": "The year before",
  "yearAfter": "The year after",
  "holidays": "Public holidays and subscription",
  "country": "Country",
  "region": "Region",
  "noHolidays": "No public holidays",
  "wholeCountry": "The whole country",
  "feed": "Subscribed calendar (iCalendar)",
  "feedHint": "An https address that ends in .ics. Its events close the site; it is read again every hour.",
  "feedProblem": "It cannot be read: {reason}. The last good one is used.",
  "feedReason": {
    "status": "the server answers {status}",
    "no-answer": "there was no answer within {seconds} seconds",
    "redirects": "the address leads to another one, and that nowhere",
    "no-file": "there is no such file on the server",
    "unreachable": "it cannot be reached ({reason})",
    "too-large": "it is larger than {mb} MB",
    "too-many-events": "it has too many events",
    "no-calendar": "what is there is no iCalendar; a page to sign in perhaps",
    "unreadable": "it breaks the rules of iCalendar ({reason})"
  },
  "feedAt": "Read last at {time}",
  "sites": "{count, plural, one {At this site} other {At # sites}}",
  "allSites": "At all sites",
  "onlyHere": "Only at this site",
  "noSite": "This site cannot be changed here.",
  "source": {
    "week": "as every week",
    "holiday": "public holiday",
    "special": "special day",
    "calendar": "subscribed calendar"
  },
  "choice": {
    "closed": "Closed",
    "hours": "Other hours",
    "usual": "As every week"
  }
}
;
export default texts;
