const maxLength = 80;

/**
 * A vendor's value in short, for an error's `found`: `"abc"`, `{"a":1}`, or `nothing` where it is missing.
 * At most 80 characters.
 */
export function quote(value: unknown): string {
  return value === undefined ? 'nothing' : shorten(JSON.stringify(value) ?? String(value));
}

/** The text on one line, its end cut off where it is longer than 80 characters. */
export function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1)}…`;
}
