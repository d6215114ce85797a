const joined = '\u00a0';

/**
 * Sets French typography: the space before a colon, a semicolon, an exclamation or question mark, and inside «
 * quotes » does not break. Authors of the texts type plain spaces.
 */
export function withFrenchSpaces<T extends object>(words: T): T {
  const text = JSON.stringify(words)
    .replaceAll(/ (?=[:;!?»])/g, joined)
    .replaceAll(/(?<=«) /g, joined);
  return JSON.parse(text);
}
