// The process that reads answers of devices and works out expressions on them. What an expression does can neither
// hold up nor reach anything else: it sees the answer alone, and whoever started the process ends it when it takes long.
//
// Plain JavaScript with a name of its own in dist/: sources, tests and bundles all find it beside the file that
// starts it.

import { XMLParser } from 'fast-xml-parser';
import jsonata from 'jsonata';

/**
 * @typedef {import('./expressions.ts').Evaluation} Evaluation
 * @typedef {import('./expressions.ts').Evaluated} Evaluated
 */

/** @type {import('./expressions.ts').ExpressionLimits} */
const limits = JSON.parse(process.argv[2] ?? '{}');

const mostCompiled = 500;
/** @type {Map<string, jsonata.Expression>} */
const compiled = new Map();

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: true,
  parseAttributeValue: true,
  // Serial numbers keep their zeros, and nothing becomes a fraction of a power.
  numberParseOptions: { hex: false, leadingZeros: false, eNotation: false },
});

process.on('message', async (/** @type {Evaluation} */ evaluation) => {
  process.send?.(await work(evaluation));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');

/**
 * @param {Evaluation} evaluation
 * @returns {Promise<Evaluated>}
 */
async function work({ text: body, format, expressions, bindings, wantsAnswer }) {
  const text = firstPart(body);
  /** @type {unknown} */
  let answer;
  try {
    answer = parse(text, format);
  } catch (error) {
    return { kind: 'unreadable', format: formatOf(text, format), message: messageOf(error) };
  }
  /** @type {Record<string, unknown>} */
  const values = {};
  for (const [key, expression] of Object.entries(expressions)) {
    try {
      const value = plain(await compile(expression).evaluate(answer, bindings));
      if (value !== undefined) values[key] = value;
    } catch (error) {
      return { kind: 'failed', key, message: messageOf(error), ...positionOf(error) };
    }
  }
  return { kind: 'done', values, ...(wantsAnswer && { answer: plain(answer) }) };
}

/**
 * The first part of a message in several (`multipart/form-data`), as cameras send that add a picture.
 *
 * @param {string} body
 */
function firstPart(body) {
  const [, boundary] = /^--([\w'()+,./:=?-]{1,70})\r?\n/.exec(body) ?? [];
  if (boundary === undefined) return body;
  const start = body.search(/\r?\n\r?\n/);
  const end = body.indexOf(`\n--${boundary}`, start);
  return start < 0 ? body : body.slice(start, end < 0 ? undefined : end).trim();
}

/** @param {string} expression */
function compile(expression) {
  const known = compiled.get(expression);
  if (known !== undefined) return known;
  if (compiled.size >= mostCompiled) compiled.clear();
  const { politeMs: timeout, depth: stack, sequence } = limits;
  const made = jsonata(expression, { timeout, stack, sequence });
  compiled.set(expression, made);
  return made;
}

/**
 * What can be sent on: no functions, and not more than anybody needs.
 *
 * @param {unknown} value
 */
function plain(value) {
  const text = JSON.stringify(value);
  if (text === undefined) return undefined;
  if (text.length > limits.resultChars)
    throw new Error(`more than ${limits.resultChars} characters came of it`);
  /** @type {unknown} */
  const copy = JSON.parse(text);
  return copy;
}

/**
 * @param {string} text
 * @param {Evaluation['format']} format
 */
function parse(text, format) {
  switch (formatOf(text, format)) {
    case 'xml':
      return withoutDeclaration(xml.parse(text, true));
    case 'text':
      return parseText(text);
    default:
      return JSON.parse(text);
  }
}

/**
 * @param {string} text
 * @param {Evaluation['format']} format
 */
function formatOf(text, format) {
  if (format !== 'auto') return format;
  const start = text.trimStart();
  if (start.startsWith('<')) return 'xml';
  return /^[[{"]|^(-?\d|true$|false$|null$)/.test(start) && !/^[^\n"]*=/.test(start) ? 'json' : 'text';
}

/** @param {unknown} document */
function withoutDeclaration(document) {
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(Object.entries(document).filter(([name]) => !name.startsWith('?')));
}

/**
 * Lines of `key=value`, as many cameras answer; dots and brackets in keys make the answer a tree:
 * `summary.Channel[0].In=5` is `summary.Channel[0].In`.
 *
 * @param {string} text
 */
function parseText(text) {
  const lines = text
    .split(/\r?\n|&/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const pairs = lines.filter((line) => line.includes('='));
  if (pairs.length === 0) {
    if (lines.length !== 1) throw new Error('no line of it has the form key=value');
    return scalar(lines[0] ?? '');
  }
  /** @type {any} */
  const root = Object.create(null);
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    place(root, pair.slice(0, at).trim(), scalar(pair.slice(at + 1).trim()));
  }
  return root;
}

/** An index above it would make a list of nothing but holes. */
const mostIndex = 10_000;

/**
 * @param {any} root
 * @param {string} key
 * @param {unknown} value
 */
function place(root, key, value) {
  const parts = [...key.matchAll(/\[(\d+)\]|([^.[\]]+)/g)];
  let node = root;
  for (const [at, part] of parts.entries()) {
    const [, index, word = ''] = part;
    const name = index === undefined ? word : Math.min(Number(index), mostIndex);
    const next = parts[at + 1];
    if (next === undefined) node[name] = value;
    else {
      if (typeof node[name] !== 'object') node[name] = next[1] === undefined ? Object.create(null) : [];
      node = node[name];
    }
  }
}

/** @param {string} text */
function scalar(text) {
  const bare = text.replace(/^"(.*)"$/, '$1');
  return /^-?(0|[1-9]\d{0,15})(\.\d+)?$/.test(bare) ? Number(bare) : bare;
}

/** @param {unknown} error */
function messageOf(error) {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}

/** @param {unknown} error */
function positionOf(error) {
  if (typeof error !== 'object' || error === null || !('position' in error)) return {};
  return typeof error.position === 'number' ? { position: error.position } : {};
}
