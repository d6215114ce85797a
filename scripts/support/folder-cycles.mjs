// Cycles between folders: two folders (or a folder and a file) side by side that need each other, by whatever
// they hold further down. Such parts are one part, and neither can be read, moved or replaced alone.

/**
 * @typedef {readonly [from: string, to: string]} Import files, from the root of the repository, by forward slashes
 * @typedef {{ readonly parent: string, readonly members: readonly string[], readonly imports: readonly Import[] }} FolderCycle
 */

/**
 * Looks at each folder's children: the imports of all files below one child count as that child's.
 *
 * @param {readonly Import[]} imports
 * @returns {FolderCycle[]} each with the imports that make it, first those between the two that share the fewest
 */
export function folderCycles(imports) {
  const parents = new Set(imports.flatMap(([from]) => ancestorsOf(from)));
  return [...parents].sort().flatMap((parent) => {
    const inside = imports.filter((each) => each.every((file) => file.startsWith(parent)));
    const arrows = inside
      .map(([from, to]) => ({
        from: childOf(parent, from),
        to: childOf(parent, to),
        import: /** @type {Import} */ ([from, to]),
      }))
      .filter(({ from, to }) => from !== to);
    return stronglyConnected(arrows)
      .filter((members) => members.some((member) => member.endsWith('/')))
      .map((members) => ({
        parent,
        members,
        imports: rarestFirst(
          arrows.filter(({ from, to }) => members.includes(from) && members.includes(to)),
        ).map((arrow) => arrow.import),
      }));
  });
}

/**
 * One import against many is most often the one to take out.
 *
 * @template {{ readonly from: string, readonly to: string }} Arrow
 * @param {readonly Arrow[]} arrows
 * @returns {Arrow[]}
 */
function rarestFirst(arrows) {
  const alike = (/** @type {Arrow} */ { from, to }) =>
    arrows.filter((other) => other.from === from && other.to === to).length;
  return [...arrows].sort((one, other) => alike(one) - alike(other));
}

/** @param {string} file */
function ancestorsOf(file) {
  const parts = file.split('/').slice(0, -1);
  return ['', ...parts.map((_, at) => `${parts.slice(0, at + 1).join('/')}/`)];
}

/**
 * @param {string} parent
 * @param {string} file
 */
function childOf(parent, file) {
  const rest = file.slice(parent.length);
  const slash = rest.indexOf('/');
  return slash === -1 ? rest : rest.slice(0, slash + 1);
}

/**
 * Groups of more than one that can all be reached from each other.
 *
 * @param {readonly { readonly from: string, readonly to: string }[]} arrows
 * @returns {string[][]}
 */
function stronglyConnected(arrows) {
  /** @type {Map<string, string[]>} */
  const next = new Map();
  for (const { from, to } of arrows) next.set(from, [...(next.get(from) ?? []), to]);
  /** @param {string} start */
  const reachableFrom = (start) => {
    const seen = new Set();
    const waiting = [start];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (const to of next.get(at) ?? []) {
        if (seen.has(to)) continue;
        seen.add(to);
        waiting.push(to);
      }
    }
    return seen;
  };
  const reached = new Map([...next.keys()].map((name) => [name, reachableFrom(name)]));
  const groups = new Map();
  for (const [name, all] of reached) {
    if (!all.has(name)) continue;
    const members = [...all].filter((other) => reached.get(other)?.has(name)).sort();
    groups.set(members.join(), members);
  }
  return [...groups.values()];
}
