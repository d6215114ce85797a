const joined = '\u00a0';

/**
 * Words as French is set: the space before a colon, a semicolon, a mark of exclamation or question, and inside of
 * « quotes » does not break, so that no line begins with one of them. Who writes the words types plain spaces.
 */
export function withFrenchSpaces<T extends object>(words: T): T {
  const text = JSON.stringify(words)
    .replaceAll(/ (?=[:;!?»])/g, joined)
    .replaceAll(/(?<=«) /g, joined);
  return JSON.parse(text);
}
