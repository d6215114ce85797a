import { isSecretName } from './printed-value.ts';
import type { ValuePath } from './value-path.ts';
import { isMapping, printPath } from './value-path.ts';

/** Variables by name, as `process.env` has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A string that contained variables. */
export interface Origin {
  /** As written in the file: `"${DOOR_A}"`. */
  readonly written: string;
  /** Whether a variable's name marks its value as secret. */
  readonly isSecret: boolean;
}

export interface Interpolated {
  readonly value: unknown;
  /** By printed path. */
  readonly origins: ReadonlyMap<string, Origin>;
  readonly missing: readonly MissingVariable[];
}

export interface MissingVariable {
  readonly path: ValuePath;
  readonly expected: string;
}

/**
 * Replaces `${NAME}` with variables inside every string of a parsed file; `$${` stands for `${` itself. It
 * works on parsed values, so that the content of a variable is never read as YAML.
 */
export function interpolate(root: unknown, variables: Variables): Interpolated {
  const origins = new Map<string, Origin>();
  const missing: MissingVariable[] = [];

  function walk(value: unknown, path: ValuePath): unknown {
    if (typeof value === 'string') return value.includes('${') ? fill(value, path) : value;
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    if (!isMapping(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
  }

  function fill(written: string, path: ValuePath): string {
    const names: string[] = [];
    const filled = written.replace(/\$\$\{|\$\{([^}]*)\}?/g, (whole, name: string | undefined) => {
      if (name === undefined) return '${';
      const expected = problemOf(whole, name);
      if (expected !== undefined) missing.push({ path, expected });
      names.push(name);
      return variables[name] ?? '';
    });
    origins.set(printPath(path), { written, isSecret: names.some(isSecretName) });
    return filled;
  }

  function problemOf(whole: string, name: string): string | undefined {
    if (!whole.endsWith('}') || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      return `a variable as \${NAME} with letters, digits and _ in its name ($\${ writes \${ itself)`;
    }
    const value = variables[name];
    if (value !== undefined && value !== '') return undefined;
    return `the environment variable ${name} to be set, and not empty`;
  }

  return { value: walk(root, []), origins, missing };
}
