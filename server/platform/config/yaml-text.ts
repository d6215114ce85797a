import type { Document, Node, Pair, YAMLError } from 'yaml';
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { ConfigurationProblem } from './configuration-error.ts';
import { printPath, type ValuePath } from './value-path.ts';

/** A YAML text as plain values, with their lines. */
export interface YamlText {
  readonly value: unknown;
  /** Duplicate keys and syntax errors; after the latter `value` is not usable. */
  readonly problems: readonly ConfigurationProblem[];
  readonly isReadable: boolean;
  /** The line of a value, from 1; otherwise of the nearest one around it. */
  lineOf(path: ValuePath): number | undefined;
}

const maxDuplicates = 20;

/** Reads YAML 1.2: `yes`, `05:00` and `08:00-20:00` are text. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings];
  // Locating each one scans the whole file: thousands would block everything else.
  const duplicates = faults.filter((fault) => fault.code === 'DUPLICATE_KEY').slice(0, maxDuplicates);
  const syntax = faults.filter((fault) => fault.code !== 'DUPLICATE_KEY').slice(0, 1);
  const problems = [
    ...duplicates.map((fault) => duplicateKey(fault, document, lines)),
    ...syntax.map((fault) => syntaxFault(fault, text, lines)),
  ];
  const values = syntax.length === 0 ? plainValues(document) : { value: undefined, problems: [] };
  return {
    value: values.value,
    problems: [...problems, ...values.problems],
    isReadable: syntax.length === 0 && values.problems.length === 0,
    lineOf: (path) => {
      const offset = offsetOf(document, path);
      return offset === undefined ? undefined : lines.linePos(offset).line;
    },
  };
}

function plainValues(document: Document): Pick<YamlText, 'value' | 'problems'> {
  try {
    return { value: document.toJS(), problems: [] };
  } catch (error) {
    // An alias without anchor, or aliases that multiply without end.
    const found = unquoted(error instanceof Error ? error.message : String(error));
    return { value: undefined, problems: [{ path: '', found, expected: 'YAML', hint: quotes }] };
  }
}

function duplicateKey(fault: YAMLError, document: Document, lines: LineCounter): ConfigurationProblem {
  const { line, col: column } = lines.linePos(fault.pos[0]);
  const path = pathOfKey(document, fault.pos[0]);
  const firstOffset = offsetOf(document, path);
  const first = firstOffset === undefined ? '' : `; the first is in line ${lines.linePos(firstOffset).line}`;
  return {
    path: printPath(path),
    line,
    column,
    found: 'a key given twice',
    expected: `each key once${first}`,
  };
}

/** After one syntax error everything that follows looks wrong: only the first helps. */
function syntaxFault(fault: YAMLError, text: string, lines: LineCounter): ConfigurationProblem {
  const { line, col: column } = lines.linePos(fault.pos[0]);
  const found = unquoted(fault.message);
  const hint = hintFor(fault, text.split('\n')[line - 1] ?? '');
  return { path: '', line, column, found, expected: 'YAML', ...(hint !== undefined && { hint }) };
}

/** A message without the part after the colon: it quotes the file, which may contain a secret. */
function unquoted(message: string): string {
  return message.split(':')[0] ?? message;
}

function hintFor(fault: YAMLError, source: string): string | undefined {
  if (source.includes('\t')) return 'YAML is indented with spaces, not with tabs';
  if (source.includes('${')) return `inside { } and [ ] write variables in quotes: "\${NAME}"`;
  if (fault.code === 'TAG_RESOLVE_FAILED' || fault.code === 'BAD_ALIAS') return quotes;
  return fault.message.startsWith('Unresolved') ? quotes : undefined;
}

const quotes = 'text that begins with !, & or * must be in quotes';

/** The path of the key at an offset. */
function pathOfKey(document: Document, offset: number): ValuePath {
  let found: ValuePath = [];
  visit(document, {
    Pair(_, pair, ancestors) {
      if (startOf(pair.key) !== offset) return undefined;
      found = pathOf([...ancestors, pair]);
      return visit.BREAK;
    },
  });
  return found;
}

function pathOf(chain: readonly unknown[]): ValuePath {
  return chain.flatMap((node, index): (string | number)[] => {
    if (isPair(node)) return isScalar(node.key) ? [String(node.key.value)] : [];
    return isSeq(node) ? [node.items.indexOf(chain[index + 1])] : [];
  });
}

/** The offset of the value at a path, or of its key, or of what is around it. */
function offsetOf(document: Document, path: ValuePath): number | undefined {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(part),
      );
      if (pair === undefined) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof part === 'number') {
      node = node.items[part];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value);
}
