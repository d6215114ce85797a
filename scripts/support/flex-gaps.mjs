import selectorParser from 'postcss-selector-parser';

const gaps = new Set(['gap', 'row-gap', 'column-gap', 'grid-gap']);

/**
 * Gaps between the children of a flex box: of a rule that makes one, or given by another rule to something that is
 * one here and there. Found by the classes of what is styled.
 *
 * @param {import('postcss').Root} root
 * @param {(node: import('postcss').Node) => boolean} isLeftAlone
 */
export function flexGaps(root, isLeftAlone) {
  /** @type {Map<string, import('postcss').Declaration>} */
  const gapOf = new Map();
  root.walkDecls((declaration) => {
    if (!gaps.has(declaration.prop) || isNone(declaration.value) || isLeftAlone(declaration)) return;
    for (const name of subjectsOf(declaration)) gapOf.set(name, declaration);
  });
  /** @type {{ node: import('postcss').Declaration, what: string }[]} */
  const found = [];
  root.walkDecls('display', (flex) => {
    if (!/^(inline-)?flex$/.test(flex.value)) return;
    const own = flex.parent?.nodes.flatMap((node) => (node.type === 'decl' ? [node] : [])) ?? [];
    if (own.some(({ prop, value }) => gaps.has(prop) && isNone(value))) return;
    for (const name of subjectsOf(flex)) {
      const gap = gapOf.get(name);
      if (gap)
        found.push({ node: flex, what: `flex with the ${gap.prop} of line ${gap.source?.start?.line}` });
    }
  });
  return found;
}

/** @param {string} value */
function isNone(value) {
  return /^(0[a-z]*|normal)$/.test(value);
}

/** Classes of what a declaration styles. @param {import('postcss').Declaration} declaration */
function subjectsOf({ parent }) {
  /** @type {string[]} */
  const names = [];
  if (parent?.type !== 'rule' || !('selector' in parent)) return names;
  selectorParser((root) => {
    root.each((selector) => {
      const last = selector.split((node) => node.type === 'combinator').at(-1) ?? [];
      for (const node of last) if (node.type === 'class') names.push(node.value);
    });
  }).processSync(String(parent.selector));
  return names;
}
