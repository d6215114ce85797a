import bcd from '@mdn/browser-compat-data/forLegacyNode';
import postcss from 'postcss';
import selectorParser from 'postcss-selector-parser';
import valueParser from 'postcss-value-parser';
import { flexGaps } from './flex-gaps.mjs';
import { lackedBy } from './oldest-engines.mjs';

/** @typedef {import('@mdn/browser-compat-data').Identifier} Identifier */

const { properties = {}, selectors = {}, types = {}, 'at-rules': atRules = {} } = bcd.css;
/** @typedef {(what: string, node: import('postcss').Node, engines: readonly string[]) => void} Report */

/**
 * What in a style sheet the oldest screens do not know, one line each. What stands in `@supports` is left alone, and
 * so is a value that comes after one for those who do not know it.
 *
 * @param {string} css
 */
export function newStyle(css) {
  /** @type {Set<string>} */
  const faults = new Set();
  /** @type {Report} */
  const report = (what, node, engines) => {
    if (engines.length > 0)
      faults.add(`line ${node.source?.start?.line}: ${what} (not in ${engines.join(', ')})`);
  };
  const root = postcss.parse(css);
  root.walk((node) => {
    if (isInSupports(node)) return;
    if (node.type === 'decl') checkDeclaration(node, report);
    else if (node.type === 'atrule') checkAtRule(node, report);
    else if (node.type === 'rule') checkRule(node, report);
  });
  for (const { node, what } of flexGaps(root, isInSupports))
    report(what, node, lackedBy(properties.gap?.flex_context?.__compat));
  return [...faults];
}

/** @param {import('postcss').Node | undefined} node */
function isInSupports(node) {
  for (let at = node; at !== undefined; at = at.parent) {
    if (at.type === 'atrule' && 'name' in at && at.name === 'supports') return true;
  }
  return false;
}

/**
 * @param {import('postcss').Declaration} declaration
 * @param {Report} report
 */
function checkDeclaration(declaration, report) {
  const { prop, value } = declaration;
  const before = siblings(declaration);
  if (!prop.startsWith('-')) {
    const known = properties[prop];
    if (known === undefined) report(`${prop} is no property`, declaration, ['any engine']);
    // Where an engine knows it by its own name only, that stands beside it.
    else if (!before.some((other) => other.prop === `-webkit-${prop}` || other.prop === `-moz-${prop}`))
      report(prop, declaration, lackedBy(known.__compat));
  }
  // A list of typefaces is made of fallbacks.
  if (prop === 'font-family' || before.some((other) => other.prop === prop)) return;
  valueParser(value).walk((node) => {
    if (node.type === 'function') {
      report(`${node.value}()`, declaration, lackedBy(functionOf(node.value)?.__compat));
    } else if (node.type === 'word') {
      const word = node.value.toLowerCase();
      const number = valueParser.unit(word);
      const feature = number ? unitOf(number.unit) : properties[prop]?.[word];
      report(`${prop}: ${word}`, declaration, lackedBy(feature?.__compat));
    }
  });
}

/** Declarations before this one in its rule. @param {import('postcss').Declaration} declaration */
function siblings(declaration) {
  const all = declaration.parent?.nodes ?? [];
  return all.slice(0, all.indexOf(declaration)).flatMap((node) => (node.type === 'decl' ? [node] : []));
}

/** @param {string} name @returns {Identifier | undefined} */
function functionOf(name) {
  const { color, gradient, 'transform-function': transform, 'filter-function': filter } = types;
  for (const group of [types, color, gradient, transform, filter, types['easing-function']]) {
    if (group !== undefined && Object.hasOwn(group, name)) return group[name];
  }
  return undefined;
}

/** @param {string} unit @returns {Identifier | undefined} */
function unitOf(unit) {
  const { length } = types;
  if (/^cq(w|h|i|b|min|max)$/.test(unit)) return length?.container_query_length_units;
  const viewport = /^([dsl])v(w|h|i|b|min|max)$/.exec(unit)?.[1];
  if (viewport === 'd') return length?.viewport_percentage_units_dynamic;
  if (viewport === 's') return length?.viewport_percentage_units_small;
  if (viewport === 'l') return length?.viewport_percentage_units_large;
  return length?.[unit];
}

/**
 * @param {import('postcss').AtRule} rule
 * @param {Report} report
 */
function checkAtRule(rule, report) {
  const { name, params } = rule;
  if (name.startsWith('-')) return;
  const known = atRules[name];
  report(`@${name}`, rule, known === undefined ? ['any engine'] : lackedBy(known.__compat));
  if (name !== 'media') return;
  if (/[<>]/.test(params))
    report('@media with < or >', rule, lackedBy(atRules.media?.range_syntax?.__compat));
  for (const [, feature = ''] of params.matchAll(/\(\s*(?:min-|max-)?([a-z-]+)/g))
    report(`@media (${feature})`, rule, lackedBy(atRules.media?.[feature]?.__compat));
}

/**
 * @param {import('postcss').Rule} rule
 * @param {Report} report
 */
function checkRule(rule, report) {
  const { parent } = rule;
  if (parent?.type === 'rule') report('a rule within a rule', rule, lackedBy(selectors.nesting?.__compat));
  if (parent?.type === 'atrule' && 'name' in parent && /keyframes$/.test(String(parent.name))) return;
  selectorParser((root) => {
    root.walkPseudos(({ value, nodes }) => {
      const name = value.replace(/^::?/, '');
      if (name.startsWith('-')) return;
      const known = selectors[name];
      report(value, rule, lackedBy(known?.__compat));
      if (nodes.length > 1) report(`${value} with several`, rule, lackedBy(known?.selector_list?.__compat));
    });
  }).processSync(rule.selector);
}
