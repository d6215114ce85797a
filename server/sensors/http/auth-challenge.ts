/** One challenge of a `WWW-Authenticate` header (RFC 9110, 11.6.1). */
export interface AuthChallenge {
  /** In lower case: `digest`, `basic`. */
  readonly scheme: string;
  /** Names in lower case; values without quotes and escapes. */
  readonly parameters: ReadonlyMap<string, string>;
}

const separators = /[\s,]*/y;
/** `name="value"` or `name=value`; unquoted values are accepted as loosely as devices write them. */
const parameter = /([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/y;
/** A scheme, and the single value without a name that some schemes have (`Negotiate oYG3…==`). */
const scheme = /([\w!#$%&'*+.^`|~-]+)(?:\s+[\w.~+/-]+=*(?=\s*(?:,|$)))?/y;
/** Anything else: a quoted text as a whole, else one character. */
const junk = /"(?:[^"\\]|\\.)*"?|./sy;

/**
 * Reads the challenges of a 401: several in one header, or one header each, in the order of the device.
 * What cannot be read is skipped.
 */
export function parseChallenges(header: string | readonly string[] | undefined): AuthChallenge[] {
  if (header === undefined) return [];
  return typeof header === 'string' ? parseHeader(header) : header.flatMap(parseHeader);
}

function parseHeader(header: string): AuthChallenge[] {
  const found: { scheme: string; parameters: Map<string, string> }[] = [];
  let at = 0;
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  while (true) {
    next(separators);
    if (at >= header.length) return found;
    const challenge = found.at(-1);
    const pair = challenge === undefined ? null : next(parameter);
    if (pair !== null) {
      const [, name = '', quoted, bare = ''] = pair;
      challenge?.parameters.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? bare);
      continue;
    }
    const start = next(scheme);
    if (start === null) next(junk);
    else found.push({ scheme: (start[1] ?? '').toLowerCase(), parameters: new Map() });
  }
}

/** Reads headers that are only parameters, as `Authentication-Info` (RFC 7616, 3.5). */
export function parseParameters(header: string): ReadonlyMap<string, string> {
  return parseHeader(`info ${header}`)[0]?.parameters ?? new Map();
}
