const words: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping (key: value)',
  record: 'a mapping (key: value)',
};

const formats: Readonly<Record<string, string>> = { email: 'an e-mail address', url: 'a web address' };

/** The parts of a zod issue that its error map and its errors have in common. */
interface Issue {
  readonly code?: string | undefined;
  readonly [detail: string]: unknown;
}

/**
 * The text that completes "expected …" for a schema. Given to zod as error map: a schema's own message wins.
 */
export function expectation(issue: Issue): string | undefined {
  const { code, expected, values, origin, minimum, maximum, inclusive, format } = issue;
  switch (code) {
    case 'invalid_type':
      return words[String(expected)] ?? String(expected);
    case 'invalid_value': {
      const options = Array.isArray(values) ? values.map(String) : [];
      return options.length === 1 ? options[0] : `one of ${options.join(', ')}`;
    }
    case 'too_small':
      return limit(origin, `${inclusive === false ? 'more than' : 'at least'} ${minimum}`);
    case 'too_big':
      return limit(origin, `${inclusive === false ? 'less than' : 'at most'} ${maximum}`);
    case 'invalid_format':
      return formats[String(format)];
    case 'invalid_key':
      return Array.isArray(issue.issues) ? messageOf(issue.issues[0]) : undefined;
    default:
      return undefined;
  }
}

/** The reason why a key is wrong: zod only reports that it is. */
function messageOf(issue: unknown): string | undefined {
  return typeof issue === 'object' && issue !== null && 'message' in issue
    ? String(issue.message)
    : undefined;
}

function limit(origin: unknown, bound: string): string {
  if (origin === 'string') return `text of ${bound} characters`;
  if (origin === 'array') return `a list with ${bound} entries`;
  return `a number of ${bound}`;
}
