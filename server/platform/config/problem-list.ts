import type { z } from 'zod';
import type { ConfigurationProblem } from './configuration-error.ts';
import type { Origin } from './interpolate.ts';
import { nearest } from './nearest.ts';
import { isSecretName, printValue } from './printed-value.ts';
import type { ValuePath } from './value-path.ts';
import { printPath, valueAt } from './value-path.ts';
import { expectation } from './wording.ts';

/** The parsed text, for details in problems. */
export interface Checked {
  readonly value: unknown;
  readonly origins: ReadonlyMap<string, Origin>;
  /** The line of a value, or of the nearest one around it. */
  lineOf(path: ValuePath): number | undefined;
}

/** Collects all problems of a file, so that they can be corrected at once. */
export class ProblemList {
  readonly #checked: Checked;
  readonly #problems: ConfigurationProblem[] = [];
  /** Paths whose value does not exist. */
  readonly #silenced = new Set<string>();

  constructor(checked: Checked) {
    this.#checked = checked;
  }

  /** All problems in the order of the file. */
  get problems(): readonly ConfigurationProblem[] {
    return this.#problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  }

  get count(): number {
    return this.#problems.length;
  }

  /** @param expected completes "expected …" */
  add(path: ValuePath, expected: string, hint?: string): void {
    const printed = printPath(path);
    if (this.#silenced.has(printed)) return;
    const line = this.#checked.lineOf(path);
    this.#problems.push({
      path: printed,
      ...(line !== undefined && { line }),
      found: this.#found(path),
      expected,
      ...(hint !== undefined && { hint }),
    });
  }

  /** Adds a problem after which no others are added for this value. */
  addFinal(path: ValuePath, expected: string): void {
    this.add(path, expected);
    this.#silenced.add(printPath(path));
  }

  addUnknownKey(path: ValuePath, key: string, known: readonly string[]): void {
    const meant = nearest(key, known);
    const line = this.#checked.lineOf([...path, key]);
    this.#problems.push({
      path: printPath([...path, key]),
      ...(line !== undefined && { line }),
      found: 'an unknown key',
      expected: `one of the keys ${known.join(', ')}`,
      ...(meant !== undefined && { hint: `did you mean ${meant}?` }),
    });
  }

  /** The place of a value, to name it in another value's problem: `sites[0].sensors[2].id (line 14)`. */
  place(path: ValuePath): string {
    const line = this.#checked.lineOf(path);
    return line === undefined ? printPath(path) : `${printPath(path)} (line ${line})`;
  }

  /** Parses a value with a schema. Undefined: it does not fit, and the problems are in the list. */
  check<S extends z.ZodObject>(schema: S, value: unknown, path: ValuePath): z.output<S> | undefined {
    const parsed = schema.safeParse(value, { error: expectation });
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const at = [...path, ...issue.path.filter((part) => typeof part !== 'symbol')];
      if (issue.code !== 'unrecognized_keys')
        this.add(at, issue.message, this.#quotesHint(at, issue.message));
      else
        for (const key of issue.keys)
          this.addUnknownKey(at, key, at.length > path.length ? [] : Object.keys(schema.shape));
    }
    return undefined;
  }

  #found(path: ValuePath): string {
    const value = valueAt(this.#checked.value, path);
    const origin = this.#checked.origins.get(printPath(path));
    if (origin === undefined || typeof value !== 'string') return printValue(value, path);
    const written = printValue(origin.written, []);
    return origin.isSecret || path.some((part) => isSecretName(String(part)))
      ? `${written} (value hidden)`
      : `${printValue(value, path)} from ${written}`;
  }

  /** YAML reads 7 as a number and `yes` as text: text needs quotes, "7". */
  #quotesHint(path: ValuePath, expected: string): string | undefined {
    const type = typeof valueAt(this.#checked.value, path);
    const isUnquoted = expected === 'text' && (type === 'number' || type === 'boolean');
    return isUnquoted ? 'put the value in quotes' : undefined;
  }
}
